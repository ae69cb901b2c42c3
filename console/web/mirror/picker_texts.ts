/** What the popups say. Names of months and days are the browser's own, by Intl. */

export interface PickerTexts {
  choose: Record<"date" | "month" | "week" | "time" | "datetime-local" | "color" | "select", string>;
  earlier: Record<"month" | "year", string>;
  later: Record<"month" | "year", string>;
  now: Record<"date" | "month" | "week" | "time" | "datetime-local", string>;
  clear: string;
  done: string;
  hour: string;
  minute: string;
  second: string;
  half: string;
  week: (week: number) => string;
  shade: string;
  shadeOf: (saturation: number, brightness: number) => string;
  hue: string;
  code: string;
  suggestions: (count: number) => string;
}

const en: PickerTexts = {
  choose: {
    date: "Choose a date",
    month: "Choose a month",
    week: "Choose a week",
    time: "Choose a time",
    "datetime-local": "Choose date and time",
    color: "Choose a colour",
    select: "Choose",
  },
  earlier: { month: "Previous month", year: "Previous year" },
  later: { month: "Next month", year: "Next year" },
  now: { date: "Today", month: "This month", week: "This week", time: "Now", "datetime-local": "Now" },
  clear: "Clear",
  done: "Done",
  hour: "Hour",
  minute: "Minute",
  second: "Second",
  half: "AM or PM",
  week: (week) => `Week ${week}`,
  shade: "Saturation and brightness",
  shadeOf: (saturation, brightness) => `Saturation ${saturation} %, brightness ${brightness} %`,
  hue: "Hue",
  code: "Colour code",
  suggestions: (count) => (count === 1 ? "1 suggestion" : `${count} suggestions`),
};

const ja: PickerTexts = {
  choose: {
    date: "日付を選ぶ",
    month: "月を選ぶ",
    week: "週を選ぶ",
    time: "時刻を選ぶ",
    "datetime-local": "日時を選ぶ",
    color: "色を選ぶ",
    select: "選ぶ",
  },
  earlier: { month: "前の月", year: "前の年" },
  later: { month: "次の月", year: "次の年" },
  now: { date: "今日", month: "今月", week: "今週", time: "現在時刻", "datetime-local": "現在" },
  clear: "消去",
  done: "決定",
  hour: "時",
  minute: "分",
  second: "秒",
  half: "午前・午後",
  week: (week) => `第${week}週`,
  shade: "彩度と明るさ",
  shadeOf: (saturation, brightness) => `彩度 ${saturation} %、明るさ ${brightness} %`,
  hue: "色相",
  code: "カラーコード",
  suggestions: (count) => `候補 ${count} 件`,
};

export const textsFor = (lang: string): PickerTexts => (/^ja\b/i.test(lang) ? ja : en);

/** The person's own kind of that language (en-GB begins its weeks on Monday), as far as the browser tells. */
export function localeFor(lang: string, own: readonly string[]): string {
  return own.find((one) => one.split("-")[0] === lang) ?? lang;
}
