/** Fields bound by Vue's `v-model`, with its modifiers. `window.state` tells the state. */
import { createApp, reactive } from "vue";

const state = reactive({
  name: "",
  note: "",
  lazy: "",
  count: 0 as number | "",
  trimmed: "",
  gift: false,
  extras: [] as string[],
  pay: "card",
  size: "s",
  many: [] as string[],
  day: "",
  level: 1,
});
Object.assign(window, { state });

const template = `
<input id=name v-model=state.name><p id=echo>{{ state.name }}</p>
<textarea id=note v-model=state.note></textarea>
<input id=lazy v-model.lazy=state.lazy>
<input id=count v-model.number=state.count>
<input id=trimmed v-model.trim=state.trimmed>
<input id=gift type=checkbox v-model=state.gift>
<input id=ribbon type=checkbox value=ribbon v-model=state.extras>
<input id=cash type=radio value=cash v-model=state.pay>
<select id=size v-model=state.size><option v-for="each in ['s', 'm', 'l']">{{ each }}</option></select>
<select id=many multiple v-model=state.many><option v-for="each in ['s', 'm', 'l']">{{ each }}</option></select>
<input id=day type=date v-model=state.day>
<input id=level type=range min=0 max=10 v-model.number=state.level>`;

createApp({ template, setup: () => ({ state }) }).mount("#form");
