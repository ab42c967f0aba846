// The engine sets the user's own words in backticks; on the page they are set apart by their letters.
import { html, type TemplateResult } from 'lit';

export function ticked(text: string): TemplateResult {
  return html`${text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

export function sentence(text: string): TemplateResult {
  const written = text.replace(/^[a-z]/, (first) => first.toUpperCase());
  return ticked(/[.!?…:]$/.test(written) ? written : `${written}.`);
}
