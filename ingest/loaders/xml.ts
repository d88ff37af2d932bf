/** Reads the small XML files inside DOCX and EPUB with the parser that the pages go through. */
import { DOMParser } from 'linkedom';

export interface XmlElement {
  readonly textContent: string | null;
  readonly children: Iterable<XmlElement>;
  readonly nodeName: string;
  getAttribute(name: string): string | null;
}

/** Every element of that name, with any prefix, in order. Names are compared without regard to case. */
export function elementsOf(xml: string, name: string): XmlElement[] {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const found: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    if (element.nodeName.split(':').at(-1)!.toLowerCase() === name) found.push(element);
    for (const child of element.children) visit(child);
  };
  for (const child of (document as unknown as { children: Iterable<XmlElement> }).children) visit(child);
  return found;
}

/** The text of the first element of that name; undefined where there is none or it is empty. */
export function textIn(xml: string | undefined, name: string): string | undefined {
  return xml === undefined
    ? undefined
    : elementsOf(xml, name)[0]?.textContent?.replace(/\s+/g, ' ').trim() || undefined;
}
