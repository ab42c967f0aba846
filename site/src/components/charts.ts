// Charts as SVG and CSS boxes: few, printable, themed, each with the same figures as text beside it.
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { count, decimal } from '../words';
import { placed } from './placed';

export interface Part {
  name: string;
  value: number;
  kind: 'good' | 'warn' | 'bad' | 'idle' | 'soft';
}

export const chartStyles = css`
  .stack { display: flex; height: 10px; gap: 1px; border-radius: 2px; overflow: hidden; min-width: 2px; }
  .stack > i { display: block; min-width: 2px; height: 100%; }
  .stack.tall { height: 14px; border-radius: 3px; }
  .good { --fill: var(--accent); } .warn-fill { --fill: var(--warn); } .bad-fill { --fill: var(--bad); }
  .idle { --fill: var(--idle); } .soft { --fill: color-mix(in oklab, var(--accent) 38%, var(--surface)); }
  .stack > i { background: var(--fill); }
  .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; color: var(--ink-2); }
  .legend > span::before { content: ''; display: inline-block; width: 9px; height: 9px; border-radius: 2px; margin-inline-end: 6px;
    background: var(--fill); }
  svg text { font: 11px var(--sans); fill: var(--ink-3); }
  svg .axis { stroke: var(--line); } svg .zero { stroke: var(--edge); }
  svg .served { fill: var(--accent); } svg .due { stroke: var(--ink); stroke-width: 2; }
  @media (forced-colors: active) { .stack > i, .legend > span::before { forced-color-adjust: none; } }
`;

const shade: Record<Part['kind'], string> = { good: 'good', warn: 'warn-fill', bad: 'bad-fill', idle: 'idle', soft: 'soft' };

// Leads by what became of their SLA clock; the rest had none.
export function slaParts(sla: { clocks: number; met: number; pending: number; breached: number }, leads: number): Part[] {
  return [
    { name: 'met', value: sla.met, kind: 'good' }, { name: 'pending', value: sla.pending, kind: 'soft' },
    { name: 'breached', value: sla.breached, kind: 'bad' }, { name: 'no clock', value: leads - sla.clocks, kind: 'idle' },
  ];
}

// Parts of a whole; `scale` is what the full width stands for.
export function stackedBar(parts: Part[], scale: number, tall = false): TemplateResult {
  const words = parts.filter((part) => part.value > 0).map((part) => `${part.name} ${count(part.value)}`).join(', ');
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const width = scale > 0 ? (100 * total) / scale : 0;
  return html`<div class="stack ${tall ? 'tall' : ''}" role="img" aria-label=${words || 'nothing'} ${placed({ width: `${width}%` })}>
    ${parts.map((part) => part.value > 0
      ? html`<i class=${shade[part.kind]} ${placed({ flex: `${part.value} 0 0` })}></i>`
      : nothing)}
  </div>`;
}

export function legend(parts: Pick<Part, 'name' | 'kind'>[]): TemplateResult {
  return html`<div class="legend" aria-hidden="true">${parts.map((part) => html`<span class=${shade[part.kind]}>${part.name}</span>`)}</div>`;
}

// Served leads as bars against a tick at each member's entitlement.
export function shareChart(members: { name: string; served: number; entitlement: number }[]): TemplateResult {
  const most = Math.max(1, ...members.map((member) => Math.max(member.served, member.entitlement)));
  const line = 24;
  const [left, right] = [120, 52];
  const width = 420;
  const x = (value: number) => left + ((width - left - right) * value) / most;
  const words = members.map((member) => `${member.name} served ${count(member.served)}, entitled to ${decimal(member.entitlement)}`).join('; ');
  return html`<svg viewBox="0 0 ${width} ${members.length * line + 6}" role="img" aria-label=${words} width="100%">
    <line class="zero" x1=${left} x2=${left} y1="0" y2=${members.length * line}></line>
    ${members.map((member, at) => {
      const top = at * line;
      return svg`
        <text x=${left - 8} y=${top + 16} text-anchor="end">${member.name.length > 18 ? member.name.slice(0, 17) + '…' : member.name}</text>
        <rect class="served" x=${left} y=${top + 6} width=${Math.max(0, x(member.served) - left)} height="12" rx="2"></rect>
        <line class="due" x1=${x(member.entitlement)} x2=${x(member.entitlement)} y1=${top + 2} y2=${top + 22}></line>
        <text x=${x(Math.max(member.served, member.entitlement)) + 8} y=${top + 16}>${count(member.served)}</text>`;
    })}
  </svg>`;
}
