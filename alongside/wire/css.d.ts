/** Styles of the page script and the mirror are bundled as text; those of the live host's pages become files of their own. */
declare module "*.css" {
  const text: string;
  export default text;
}
