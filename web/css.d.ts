/** A style sheet's text, minified; `bundleWidget` supplies it. */
declare module '*.css' {
  const text: string;
  export default text;
}
