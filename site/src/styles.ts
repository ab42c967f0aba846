// The look, once: tokens that cross shadow roots, and the elements every view uses.
import { css } from 'lit';

export const tokens = css`
  :host {
    color-scheme: light dark;
    --paper: light-dark(#f3f4f1, #111513);
    --surface: light-dark(#ffffff, #191f1c);
    --sunken: light-dark(#eaece7, #0c100e);
    --hover: light-dark(#f0f3ef, #222a26);
    --ink: light-dark(#17211d, #e6ece8);
    --ink-2: light-dark(#46524c, #b4beb8);
    --ink-3: light-dark(#5f6b65, #95a19a);
    --line: light-dark(#dbdfd9, #2c3531);
    --edge: light-dark(#828d86, #6d7973);
    --accent: light-dark(#0a6656, #55c7ad);
    --on-accent: light-dark(#ffffff, #05211b);
    --accent-soft: light-dark(#ddeee9, #14322b);
    --warn: light-dark(#855000, #e6b457);
    --warn-soft: light-dark(#fbefd8, #33290f);
    --bad: light-dark(#a92a1c, #f39285);
    --bad-soft: light-dark(#fbe6e2, #3b1d19);
    --idle: light-dark(#a3ada7, #5b6761);
    --mark: light-dark(#fff1a8, #5a4b00);
    --shadow: light-dark(0 12px 40px #17211d33, 0 12px 40px #000000aa);
    --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
    --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  }
`;

export const common = css`
  :host { font: 13.5px/1.5 var(--sans); color: var(--ink); font-variant-numeric: tabular-nums; }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, h4, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: 15px; line-height: 1.35; font-weight: 600; letter-spacing: -.005em; }
  h3 { font-size: 13.5px; font-weight: 600; }
  code, .mono { font-family: var(--mono); font-size: .92em; }
  .lead-in { color: var(--ink-2); max-width: 70ch; text-wrap: pretty; }
  .quiet { color: var(--ink-3); }
  .small { font-size: 12px; }
  .bad { color: var(--bad); }
  .warn { color: var(--warn); }

  button, select, input { font: inherit; color: inherit; }
  button { cursor: pointer; }
  :is(button, select, input, summary, a, [tabindex]):focus-visible {
    outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px;
  }
  .button {
    display: inline-flex; align-items: center; gap: 6px; min-height: 30px; padding: 3px 11px;
    border: 1px solid var(--edge); border-radius: 5px; background: var(--surface); font-weight: 500; white-space: nowrap;
    text-decoration: none; color: var(--ink);
  }
  .button:hover { background: var(--hover); border-color: var(--ink-2); }
  .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  .button.primary:hover { background: color-mix(in oklab, var(--accent) 88%, var(--ink)); }
  .button.slim { min-height: 26px; padding: 1px 8px; font-size: 12.5px; }
  .button:disabled { color: var(--ink-3); border-color: var(--line); background: none; cursor: default; }
  .link {
    border: 0; background: none; padding: 2px 1px; color: var(--accent); font-weight: 500; text-align: start;
    text-decoration: underline; text-decoration-color: color-mix(in oklab, currentColor 35%, transparent); text-underline-offset: 3px;
  }
  .link:hover { text-decoration-color: currentColor; }
  .link.plain { color: inherit; font-weight: inherit; }
  select, input[type='search'], input[type='text'] {
    min-height: 30px; padding: 3px 8px; border: 1px solid var(--edge); border-radius: 5px; background: var(--surface);
    max-width: 100%;
  }
  input[type='checkbox'] { accent-color: var(--accent); width: 15px; height: 15px; margin: 0; }
  label.tick { display: inline-flex; gap: 8px; align-items: center; }

  .chip {
    display: inline-flex; align-items: center; gap: 5px; padding: 0 7px; border-radius: 4px; font-size: 12px; font-weight: 500;
    line-height: 20px; background: var(--sunken); color: var(--ink-2); white-space: nowrap;
  }
  .chip.good { background: var(--accent-soft); color: var(--accent); }
  .chip.warn { background: var(--warn-soft); color: var(--warn); }
  .chip.bad { background: var(--bad-soft); color: var(--bad); }

  .section + .section { margin-top: 26px; }
  .section > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px; margin-bottom: 10px; }
  .section > header > :last-child:not(:first-child) { margin-inline-start: auto; }

  @media (max-width: 700px) { .section > header > :last-child:not(:first-child) { margin-inline-start: 0; } }

  .scroll { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  caption { text-align: start; }
  th { font-weight: 500; color: var(--ink-3); font-size: 12px; text-align: start; }
  th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: baseline; text-align: start; }
  thead th { border-bottom-color: var(--edge); white-space: nowrap; vertical-align: bottom; }
  th[scope='row'] { color: var(--ink); font-size: inherit; }
  th:last-child, td:last-child { padding-inline-end: 0; }
  .n { text-align: end; white-space: nowrap; }
  tbody tr:hover { background: var(--hover); }

  .callout { border-inline-start: 3px solid var(--edge); padding: 2px 0 2px 12px; }
  .callout.bad { border-color: var(--bad); color: inherit; }
  .callout.warn { border-color: var(--warn); color: inherit; }
  .callout.good { border-color: var(--accent); }
  .empty { padding: 28px 0; color: var(--ink-2); max-width: 60ch; }
  .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  @media (prefers-reduced-motion: no-preference) {
    .button, .link { transition: background-color .12s, border-color .12s, text-decoration-color .12s; }
  }
  @media (forced-colors: active) { .button, .chip { border: 1px solid; } }
`;
