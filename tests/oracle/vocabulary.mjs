// What random workspaces are made of: nasty texts, numbers, places and dates, each with the constants that
// conditions compare them with.

export const TEXTS = [
  'Software', 'software ', 'SOFTWARE', 'Bio tech', 'Bio  Tech', 'bio\u00a0tech', 'bio\u2003TECH ', 'Stra\u00dfe',
  'STRASSE', 'STRA\u1e9eE', 'n/a', ' SELECT', '\ufb01n', 'FIN', '\u01c5abc', '\u01c4ABC', '\u0149', '\u1fbc',
  '\u1fb3', '\uff33oftware', '\u017foftware', 'Retail', 'retail services', '\u03a3\u039f\u03a6\u039f\u03a3',
  '\u03c3\u03bf\u03c6\u03bf\u03c2', '\u212a-systems', 'K-Systems', '\u0130stanbul', 'istanbul', 'N/A', 'Select',
  'null', 'Head, RevOps', 'Chief "Fun" Officer', 'Director\nEMEA', 'director emea',
  '\u0425\u043e\u043b\u043e\u0434', '\u0445\u041e\u041b\u041e\u0414', '0', '-', '=1+1', 'a;b', ' ', '', '',
];
export const TEXT_CONSTANTS = [
  'software', ' Bio  Tech', 'STRASSE', 'stra\u00dfe', 'retail', '\u03c3\u03bf\u03c6\u03bf\u03c3', 'k-systems',
  'istanbul', '\ufb01n', 'fin', '\u01c6', '\u02bcn', '\u1fb3', '\u03b1\u03b9', '\uff53', 'soft', 'tech', 'ss',
  'director emea', '\u0445\u043e\u043b\u043e\u0434', 'n/a', 'O', 's', 're', 'Chief "Fun" Officer', 'select',
];

export const COUNTRY_TEXTS = [
  'US', 'usa', 'United  States', 'united states of america', 'GB', 'UK', 'United Kingdom ', 'great britain',
  'DE', 'de', 'Germany', 'GERMANY', 'deu', 'France', 'fr', 'Ireland', 'CA', 'can', 'Canada', 'Brazil',
  'New\u00a0Zealand', 'Atlantis', 'ATLANTIS ', 'Narnia', 'Us-land', '', ' ',
];
export const COUNTRY_CONSTANTS = [
  'US', 'usa', 'Germany', 'gb', 'United Kingdom', 'FRA', 'Canada', 'atlantis', 'Ireland', 'new zealand',
  'Narnia',
];
export const COUNTRY_PARTS = [
  'u', 'D', 'lant', 'us', 'a', 'GB', 'narn',
];

export const NUMBER_TEXTS = [
  '0', '-0', '5', '+5', ' 5 ', '500', '500.0', '5e2', '5E+2', '.5', '5.', '1,234.56', '1234.56', "1'234.56",
  '1 234.56', '1\u00a0234.56', '1\u202f234.56', '1\u2019234,56', '12,34', '1,00,000', '1.234,56', '(500)', '$-5',
  '-$5', '$5', '\u20ac 500', '500\u00a0EUR', 'USD 500', '-USD 5', '$-$5', '$5 EUR', '5%', '5 %', '-5%', '50000%',
  '$5%', '5%$', '0.1', '0.10', '0.3', '100', '1e2', '100.00', '1,000,000', '1000000', '9007199254740993',
  '9007199254740992', '1000000000000000.01', '1000000000000000.02', '0.30000000000000004', '0,5', '1.234',
  '1,234', '123.456,7', '1 234 567,8', '1,234,567.', '0x10', '1_000', 'NaN', 'inf', 'about 5', '--5', '5-', '1e',
  '.', '12345,678', '1, 234', '', '',
];
export const NUMBER_CONSTANTS = [
  '0', '5', '-5', '0.05', '0.5', '500', '500.0', '5e2', '1234.56', '1234', '1.234', '0.1', '0.3', '100', '1E+2',
  '1000000', '9007199254740993', '9007199254740992', '1000000000000000.01', '1000000000000000.02',
  '0.30000000000000004', '0.5e1',
];

export const CHOICES = [
  'Gold', 'gold;Silver', ' silver ; GOLD ', 'bronze;', 'a b;Gold', 'A  B', 'silver;silver', 'gold,silver', ';',
  ' ; ', '', ' ',
];
export const CHOICE_CONSTANTS = ['gold', 'SILVER', 'a b', 'bronze', 'platinum'];

export const BOOLEANS = ['true', 'FALSE', 'Yes', 'no', ' 1', '0', 'NO', 'maybe', '2', 'y', '', ''];

export const BAD_DATES = [
  'soon', '2025-02-30', '2025-13-01', '2025-03-04T25:00Z', '12345678901', '123456789012345', '2025-03-04T10',
  '31/31/2025', '2025/03/04', '1998-12-31T23:59:59Z', '2051-01-01T00:00:00Z', '1969-07-20',
  '2025-03-04T10:20+24:00', '0', '2025-03-04T10:60:00Z', '1 Foo, 2025 10:00:00',
];

// Each stretch of days has something in it: clocks that change, by an hour, half an hour, two hours, at midnight,
// over a skipped date; ends of months and years, a leap day.
export const PERIODS = [
  {from: '2025-03-28', zones: ['Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'Antarctica/Troll',
    'Asia/Beirut']},
  {from: '2025-10-24', zones: ['Europe/Berlin', 'Europe/London', 'Antarctica/Troll', 'Asia/Beirut',
    'Atlantic/Azores']},
  {from: '2025-03-07', zones: ['America/New_York', 'US/Pacific', 'America/Havana', 'America/St_Johns']},
  {from: '2025-10-31', zones: ['America/Chicago', 'America/Havana', 'America/St_Johns', 'EST5EDT']},
  {from: '2025-10-28', zones: ['Africa/Cairo', 'Europe/Athens', 'Asia/Kolkata']},
  {from: '2025-04-03', zones: ['Australia/Lord_Howe', 'Australia/Sydney', 'America/Santiago', 'Pacific/Chatham']},
  {from: '2025-10-02', zones: ['Australia/Lord_Howe', 'Australia/Adelaide', 'Asia/Kolkata', 'Asia/Kathmandu']},
  {from: '2025-09-05', zones: ['America/Santiago', 'Pacific/Easter', 'America/Asuncion', 'UTC']},
  {from: '2025-09-26', zones: ['Pacific/Auckland', 'Pacific/Chatham', 'Etc/GMT+5']},
  {from: '2025-04-23', zones: ['Africa/Cairo', 'Asia/Jerusalem', 'Asia/Calcutta']},
  {from: '2025-02-21', zones: ['Africa/Casablanca', 'Europe/London', 'Africa/El_Aaiun']},
  {from: '2011-12-28', zones: ['Pacific/Apia', 'Pacific/Auckland', 'Pacific/Fakaofo']},
  {from: '2010-11-05', zones: ['America/St_Johns', 'America/New_York', 'America/Goose_Bay']},
  {from: '2024-02-27', zones: ['Europe/Paris', 'Asia/Tokyo', 'America/Los_Angeles']},
  {from: '2025-12-29', zones: ['Europe/London', 'Asia/Kolkata', 'America/Sao_Paulo']},
  {from: '2018-11-02', zones: ['America/Sao_Paulo', 'America/Asuncion', 'America/New_York']},
  {from: '2016-09-05', zones: ['Europe/Istanbul', 'Asia/Tomsk', 'Asia/Pyongyang']},
  {from: '2018-05-03', zones: ['Asia/Pyongyang', 'Asia/Seoul', 'Europe/Madrid']},
  {from: '2026-05-28', zones: ['Europe/Madrid', 'America/Mexico_City', 'Asia/Singapore']},
];
