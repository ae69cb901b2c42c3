/**
 * Which names of members may be shortened in the bundles that run in the shop's pages: those that nothing but our own code reads.
 * `node tools/members.mjs` writes them to members.txt, which bundle.mjs reads, because where a wheel is built there is no TypeScript;
 * with `--check [file]` it only says which of the names there may not be shortened (any more).
 *
 * A name is left alone as soon as one use of it means something else: a member that the browser, the wire or `window.alongside` has,
 * one that is looked up by a string, one that TypeScript does not know. So a name that is missing from the list costs a few bytes,
 * and one that is wrongly in it would break; the house tests look for the latter.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SyntaxKind } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const list = path.join(root, "tools", "members.txt");
const OURS = /\/(?:injector\/page|alongside\/ui)\/|\/alongside\/wire\/digest\.ts$/;
/** What the shop's scripts and the live application read. */
const PUBLIC = /\/(?:injector\/page\/(?:api|(?:link|beside)\/(?:care_)?calls)|alongside\/ui\/goods)\.ts$/;
const LIBRARY = /\/lib\.[\w.]+\.d\.ts$/;

const isOurs = (file) => OURS.test(file) && !PUBLIC.test(file) && !file.endsWith(".d.ts");

const MEMBERS = new Set([
  SyntaxKind.MethodDeclaration,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
]);
const TEXTS = new Set([SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral]);

/** Names by what was found of them in every file: where they are members, and where they are text. */
class Survey {
  candidates = new Set();
  refused = new Set();
  patterns = [];

  constructor(project) {
    this.checker = project.checker;
    this.library = libraryWords(project);
    for (const name of project.program.getSourceFileNames())
      if (OURS.test(name) && !name.endsWith(".d.ts")) this.visit(project.program.getSourceFile(name));
  }

  get names() {
    const isSafe = (name) => !this.refused.has(name) && !this.patterns.some((each) => each.test(name));
    return [...this.candidates].filter((name) => name.length > 2 && isSafe(name)).sort();
  }

  visit(node) {
    if (TEXTS.has(node.kind)) for (const word of node.text.split(/\s+/)) this.refused.add(word);
    const name = memberNameOf(node);
    if (name) this.judge(node, name);
    if (node.kind === SyntaxKind.ElementAccessExpression) this.lookUp(node.argumentExpression);
    node.forEachChild((child) => void this.visit(child));
  }

  judge(node, name) {
    const text = name.text;
    this.candidates.add(text);
    // An object of an interface of ours may be handed to the browser as its options.
    if (node.kind === SyntaxKind.PropertySignature && this.library.has(text)) this.refused.add(text);
    if (!this.isAllOwn(this.memberAt(node, name))) this.refused.add(text);
    const literal = node.parent;
    if (literal.kind === SyntaxKind.ObjectLiteralExpression && !this.isExpected(literal, text))
      this.refused.add(text);
  }

  /** What an object is made for: a member of that name is ours there too, or it is for nothing that the browser knows. */
  isExpected(literal, name) {
    const type = this.checker.getContextualType(literal);
    if (!type) return !this.library.has(name);
    return this.isAllOwn(this.checker.getPropertyOfType(this.checker.getNonNullableType(type), name));
  }

  memberAt(node, name) {
    if (node.kind !== SyntaxKind.BindingElement) return this.checker.getSymbolAtLocation(name);
    const type = this.checker.getTypeAtLocation(node.parent);
    return type && this.checker.getPropertyOfType(this.checker.getNonNullableType(type), name.text);
  }

  isAllOwn(symbol) {
    return !!symbol?.declarations.length && symbol.declarations.every((each) => this.isOwn(each));
  }

  /** Declared by us for objects of ours; what we only say of somebody else's (`as X & { y }`) is theirs. */
  isOwn(handle) {
    // What else may stand behind a dot: an export, by the name of a whole module.
    if (!isOurs(handle.path) || !(MEMBERS.has(handle.kind) || handle.kind === SyntaxKind.Parameter))
      return false;
    if (handle.kind !== SyntaxKind.PropertySignature && handle.kind !== SyntaxKind.MethodSignature)
      return true;
    const { parent } = handle.resolve();
    if (parent.kind === SyntaxKind.InterfaceDeclaration) return !parent.heritageClauses?.length;
    return parent.parent.kind === SyntaxKind.TypeAliasDeclaration;
  }

  /** `object[expression]`: whatever the expression may come to. */
  lookUp(expression) {
    if (expression.kind === SyntaxKind.TemplateExpression) {
      const parts = [expression.head.text, ...expression.templateSpans.map((span) => span.literal.text)];
      this.patterns.push(new RegExp(`^${parts.join(".*")}$`));
    }
    const type = this.checker.getTypeAtLocation(expression);
    for (const each of type?.getTypes?.() ?? [type])
      if (typeof each?.value === "string") this.refused.add(each.value);
  }
}

/** The identifier, where a node names a member, as a declaration, a use or in a pattern. */
function memberNameOf(node) {
  let name = null;
  if (node.kind === SyntaxKind.PropertyAccessExpression || MEMBERS.has(node.kind)) name = node.name;
  else if (node.kind === SyntaxKind.BindingElement && node.parent.kind === SyntaxKind.ObjectBindingPattern)
    name = node.propertyName ?? node.name;
  else if (node.kind === SyntaxKind.Parameter && node.modifiers?.length) name = node.name;
  return name?.kind === SyntaxKind.Identifier ? name : null;
}

function libraryWords(project) {
  const files = project.program.getSourceFileNames().filter((name) => LIBRARY.test(name));
  const words = new Set();
  for (const name of files)
    for (const [word] of project.program.getSourceFile(name).text.matchAll(/[\w$]+/g)) words.add(word);
  return words;
}

function survey() {
  const api = new API({ cwd: root });
  try {
    const config = path.join(root, "tsconfig.json");
    const [project] = api.updateSnapshot({ openProjects: [config] }).getProjects();
    return new Survey(project).names;
  } finally {
    api.close();
  }
}

const names = survey();
const checked = process.argv.indexOf("--check");
if (checked < 0) {
  writeFileSync(list, names.join("\n") + "\n");
} else {
  const present = readFileSync(process.argv[checked + 1] ?? list, "utf8")
    .trim()
    .split("\n");
  const wrong = present.filter((name) => !names.includes(name));
  if (wrong.length) console.error(`not ours alone: ${wrong.join(" ")}; run node tools/members.mjs`);
  process.exit(wrong.length ? 1 : 0);
}
