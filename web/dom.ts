type Child = Node | string | false | undefined;
type Listener = (event: never) => void;
type Props = Readonly<Record<string, string | boolean | Listener | undefined>>;

/**
 * Makes an element from `tag.class.class`; each class is a `part` too, so that a site can style it. A function
 * listens to the event of its key, `true` sets an empty attribute, `false` and `undefined` set none, `label` names
 * an element that shows no text. Text only ever becomes a text node, so nothing here is a Trusted Types sink.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  selector: K | `${K}.${string}`,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = selector.split('.') as [K, ...string[]];
  const element = document.createElement(tag);
  const names = classes.join(' ');
  const { label, ...rest } = props;
  const all: Props = {
    class: names || false,
    part: names || false,
    type: tag === 'button' && 'button',
    'aria-label': label,
    title: label,
    ...rest,
  };
  for (const [key, value] of Object.entries(all)) {
    if (typeof value === 'function') element.addEventListener(key, value as EventListener);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  append(element, ...children);
  return element;
}

export function append(parent: ParentNode, ...children: readonly Child[]): void {
  parent.append(...children.filter((child) => child !== undefined && child !== false));
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Node[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  append(element, ...children);
  return element;
}
