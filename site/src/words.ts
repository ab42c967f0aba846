// Numbers, times and the contract's words, as people read them.

const whole = new Intl.NumberFormat('en');
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

export const count = (n: number) => whole.format(n);
export const decimal = (n: number) => oneDecimal.format(n);
export const share = (part: number, all: number) => (all === 0 ? '–' : percent.format(part / all));
export const plural = (n: number, one: string, many = one + 's') => `${count(n)} ${n === 1 ? one : many}`;

export function signed(n: number): string {
  return n > 0 ? `+${count(n)}` : `−${count(-n)}`;
}

export function bytes(n: number): string {
  return n < 1e6 ? `${count(Math.max(1, Math.round(n / 1e3)))} kB` : `${decimal(n / 1e6)} MB`;
}

// `2026-03-02T09:00:00.000Z` -> `2026-03-02 09:00`: one format in every cell, so that columns line up.
export function instant(text: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? `${text.slice(0, 10)} ${text.slice(11, 16)}` : text;
}

const outcomes: Record<string, string> = { routed: 'routed', queued: 'queued', out_of_scope: 'out of scope' };
export const spoken = (code: string) => outcomes[code] ?? code.replaceAll('_', ' ');

export const roleNames = ['leads', 'accounts', 'contacts', 'opportunities', 'customers', 'subscriptions',
  'product_accounts', 'activities', 'sync_errors'] as const;
