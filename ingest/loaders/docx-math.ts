/** Word's formulas as a line of text, which mammoth passes over: “The rate is 3.5%.” would have no rate. */
import { exponent, index } from './raised.ts';
import { elementsOf, type XmlElement } from './xml.ts';

/** @param body of `word/document.xml`. */
export const withFormulas = (body: string): string =>
  body.replace(/<\/?m:oMathPara(?:\s[^>]*)?>/g, '').replace(/<m:oMath(?:\s[^>]*)?>[\s\S]*?<\/m:oMath>/g, (math) => {
    const text = elementsOf(math, 'omath').map(lineOf).join('');
    return `<w:r><w:t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r>`;
  });

function lineOf(element: XmlElement): string {
  const part = (name: string): string =>
    [...element.children]
      .filter((child) => nameOf(child) === name)
      .map(lineOf)
      .join(', ');
  switch (nameOf(element)) {
    case 't':
      return element.textContent ?? '';
    case 'f':
      return `${whole(part('num'))}/${whole(part('den'))}`;
    case 'ssup':
      return part('e') + exponent(part('sup'));
    case 'ssub':
      return part('e') + index(part('sub'));
    case 'ssubsup':
      return part('e') + index(part('sub')) + exponent(part('sup'));
    case 'rad':
      return `${part('deg') && exponent(part('deg'))}√${whole(part('e'))}`;
    case 'd':
      return `(${part('e')})`;
    case 'nary':
      return `${operatorOf(element)}${index(part('sub'))}${exponent(part('sup'))} ${part('e')}`;
    default:
      return [...element.children].map(lineOf).join('');
  }
}

const nameOf = ({ nodeName }: XmlElement): string => nodeName.split(':').at(-1)!.toLowerCase();

/** In brackets where a sign could be taken for the fraction's. */
const whole = (text: string): string => (/^[\p{L}\p{N}.,%√]*$/u.test(text) ? text : `(${text})`);

/** Word leaves out that of an integral. */
function operatorOf(element: XmlElement): string {
  const properties = [...element.children].find((child) => nameOf(child) === 'narypr');
  const sign = [...(properties?.children ?? [])].find((child) => nameOf(child) === 'chr');
  return sign?.getAttribute('m:val') ?? '∫';
}
