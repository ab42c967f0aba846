// <lw-editor>: the policy as JSON, with the engine's problems at their places.
//
// Loaded after the first answer is on the screen. Lives in a shadow root, where CodeMirror's styles are
// allowed by the page's Content-Security-Policy. Tab leaves it: indentation is Ctrl+] and Ctrl+[.
import { autocompletion, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, codeFolding, foldGutter, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { LitElement, css, type PropertyValues } from 'lit';
import type { Problem } from '../answers';
import { locate, type Range } from '../json-text';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--ink)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: tags.punctuation, color: 'var(--ink-3)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', color: 'var(--ink)', backgroundColor: 'var(--surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in oklab, var(--accent) 7%, transparent)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    { backgroundColor: 'color-mix(in oklab, var(--accent) 26%, transparent)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--edge)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sunken)', border: 'none', color: 'var(--ink-2)', padding: '0 6px' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--edge)', borderRadius: '5px', color: 'var(--ink)',
    maxWidth: '46ch', fontFamily: 'var(--sans)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-diagnostic': { padding: '6px 10px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
});

export class LeadwrightEditor extends LitElement {
  static override properties = { text: {}, problems: { attribute: false }, words: { attribute: false } };
  text = '';
  problems: Problem[] = [];
  words: string[] = [];
  private view: EditorView | undefined;

  static override styles = css`
    :host { display: block; height: 100%; min-height: 0; }
    .cm-editor { height: 100%; }
    .cm-editor.cm-focused { box-shadow: inset 0 0 0 2px var(--accent); }
  `;

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    this.view = new EditorView({
      root: root as ShadowRoot,
      parent: root as ShadowRoot,
      state: EditorState.create({
        doc: this.text,
        extensions: [
          lineNumbers(), foldGutter(), codeFolding(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(),
          highlightActiveLine(), json(), syntaxHighlighting(colours), theme,
          autocompletion({ override: [(context) => this.complete(context)], icons: false }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': 'The policy as JSON', tabindex: '0', spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text === this.text) return;
            this.text = text;
            this.dispatchEvent(new CustomEvent('lw-text', { detail: text }));
          }),
        ],
      }),
    });
    return root;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const view = this.view;
    if (!view) return;
    const now = view.state.doc.toString();
    if (changed.has('text') && now !== this.text) view.dispatch({ changes: difference(now, this.text) });
    if (changed.has('problems') || changed.has('text')) view.dispatch(setDiagnostics(view.state, this.problems.map((one) => this.mark(one))));
  }

  private place(problem: Problem): Range {
    const doc = this.view!.state.doc;
    if (problem.pointer !== '') return locate(this.text, problem.pointer) ?? { start: 0, end: 0 };
    if (problem.line < 1 || problem.line > doc.lines) return { start: 0, end: 0 };
    const line = doc.line(problem.line);
    return { start: Math.min(line.to, line.from + Math.max(0, problem.column - 1)), end: line.to };
  }

  private mark(problem: Problem): Diagnostic {
    const { start, end } = this.place(problem);
    const message = problem.help === '' ? problem.message : `${problem.message}\n${problem.help}`;
    return { from: start, to: Math.max(start, end), severity: 'error', message };
  }

  // Puts the cursor on the part of the policy that a pointer names.
  reveal(pointer: string): void {
    const view = this.view;
    const range = locate(this.text, pointer);
    if (!view || !range) return;
    view.dispatch({
      selection: { anchor: range.start, head: range.end },
      effects: EditorView.scrollIntoView(range.start, { y: 'start', yMargin: 40 }),
    });
    view.focus();
  }

  private complete(context: CompletionContext) {
    const word = context.matchBefore(/"[^"\n]*/);
    if (!word) return null;
    return {
      from: word.from + 1,
      options: this.words.map((label) => ({ label })),
      validFor: /^[^"\n]*$/,
    };
  }
}

// The smallest single change that turns one text into the other, so that cursor and folds stay.
function difference(from: string, to: string) {
  let start = 0;
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1;
  let tail = 0;
  while (tail < from.length - start && tail < to.length - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail += 1;
  return { from: start, to: from.length - tail, insert: to.slice(start, to.length - tail) };
}

customElements.define('lw-editor', LeadwrightEditor);
