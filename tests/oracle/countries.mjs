// The countries that the generator uses: alpha-2, alpha-3, English names. Any other name is an unknown one.
export const COUNTRIES = [
  ['US', 'USA', 'United States', 'United States of America'],
  ['GB', 'GBR', 'United Kingdom', 'UK', 'Great Britain'],
  ['DE', 'DEU', 'Germany'],
  ['FR', 'FRA', 'France'],
  ['ES', 'ESP', 'Spain'],
  ['IE', 'IRL', 'Ireland'],
  ['NL', 'NLD', 'Netherlands'],
  ['AT', 'AUT', 'Austria'],
  ['CH', 'CHE', 'Switzerland'],
  ['CA', 'CAN', 'Canada'],
  ['BR', 'BRA', 'Brazil'],
  ['AU', 'AUS', 'Australia'],
  ['NZ', 'NZL', 'New Zealand'],
  ['IN', 'IND', 'India'],
  ['JP', 'JPN', 'Japan'],
  ['ZA', 'ZAF', 'South Africa'],
];
