// Accounts, and leads that work at them, for measuring the ID graph: names of rare and of common words, domains,
// telephones and places, written as people write them. The same numbers give the same bytes.
import fs from 'node:fs';
import path from 'node:path';

const syllables = 'ba be bo bra da del dor fa fen gra ha hel jo ka kel lam lo lum ma mer mi mon na nel no or pa per qui ra rel ri ros sa sel si sta ta tel ti tor va vel vi wa win xan za zor'.split(' ');
const common = 'atlas north bridge summit delta vertex light compass ridge harbor stone river blue garden pioneer union eagle central crown metro'.split(' ');
const business = 'Analytics Systems Logistics Energy Media Foods Software Partners Consulting Health Robotics Capital'.split(' ');
const forms = ['', '', '', ' Inc.', ' LLC', ' Ltd', ' GmbH', ' Corp.', ' SA', ' BV'];
const firsts = 'Mary Robert Emma Daniel Lucas Anna Peter Laura James Sofia Paul Nina Mark Julia Tom Clara Hugo Ida Karl Lena'.split(' ');
const lasts = 'Brooks Cole Jenkins Long Nowak Meyer Rossi Dubois Hansen Silva Costa Novak Bauer Fischer Moreau Jensen Walsh Kelly Ortiz Lind'.split(' ');
const places = [['US', 'Boston', '021'], ['US', 'Chicago', '606'], ['DE', 'Berlin', '101'], ['DE', 'Munich', '803'], ['GB', 'Leeds', 'LS1'], ['FR', 'Lyon', '690'], ['NL', 'Utrecht', '351'], ['IT', 'Turin', '101']];
const endings = { US: 'com', DE: 'de', GB: 'co.uk', FR: 'fr', NL: 'nl', IT: 'it' };
const calling = { US: '+1 617 ', DE: '+49 30 ', GB: '+44 113 ', FR: '+33 4 ', NL: '+31 30 ', IT: '+39 011 ' };

class Dice {
  constructor(seed) { this.state = seed >>> 0; }
  below(n) {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return Math.floor(this.state / 4294967296 * n);
  }
  of(list) { return list[this.below(list.length)]; }
  chance(percent) { return this.below(100) < percent; }
}
const capital = (word) => word[0].toUpperCase() + word.slice(1);
function misspelt(text, dice) {
  const at = 1 + dice.below(Math.max(text.length - 2, 1));
  return dice.chance(50) ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}

function makeCompany(dice) {
  const coined = Array.from({ length: 2 + dice.below(3) }, () => dice.of(syllables)).join('');
  const words = dice.chance(55) ? [coined] : dice.chance(50) ? [dice.of(common), coined] : [dice.of(common), dice.of(common), dice.of(common)];
  const name = [...new Set(words)].map(capital).concat(dice.chance(45) ? dice.of(business) : []).join(' ');
  const [country, city, code] = dice.of(places);
  const phone = calling[country] + (1000000 + dice.below(8999999));
  return { name, form: dice.of(forms), domain: `${name.toLowerCase().replaceAll(' ', '')}.${endings[country]}`, country, city, postcode: code + dice.below(90), phone };
}

// `accounts.csv`, `leads.csv` and a policy in the folder.
export function writeCompanies(folder, leads, accounts) {
  fs.mkdirSync(folder, { recursive: true });
  const dice = new Dice(7);
  const companies = Array.from({ length: Math.ceil(accounts * 1.3) }, () => makeCompany(dice));   // some have no account
  const write = (name, header, count, row) => {
    const file = fs.openSync(path.join(folder, name), 'w');
    let text = header + '\n';
    for (let i = 0; i < count; i++) {
      text += row(i) + '\n';
      if (text.length > 1 << 20) { fs.writeSync(file, text); text = ''; }
    }
    fs.writeSync(file, text);
    fs.closeSync(file);
  };
  const sometimes = (value, percent) => (dice.chance(percent) ? value : '');
  write('accounts.csv', 'id,name,website,phone,street,city,postcode,country,owner', accounts, (i) => {
    const c = companies[i];
    return [`A${i}`, c.name + c.form, sometimes(dice.chance(30) ? `https://www.${c.domain}/` : c.domain, 85), sometimes(c.phone, 60),
      sometimes(`${1 + dice.below(200)} Main Street`, 50), sometimes(c.city, 80), sometimes(c.postcode, 60), sometimes(c.country, 90), `rep${dice.below(50)}`].join(',');
  });
  write('leads.csv', 'id,first_name,last_name,email,company,website,phone,city,postcode,country,created_at', leads, (i) => {
    const c = dice.of(companies);
    const first = dice.of(firsts), last = dice.of(lasts);
    const host = dice.chance(60) ? c.domain : dice.chance(60) ? 'gmail.com' : '';
    const written = dice.chance(8) ? misspelt(c.name, dice) : dice.chance(12) ? c.name.split(' ')[0] : c.name;
    return [`L${i}`, first, last, host && `${first}.${last}${dice.below(1000)}@${host}`.toLowerCase(), sometimes(dice.chance(40) ? written + c.form : dice.chance(20) ? written.toUpperCase() : written, 90),
      sometimes(c.domain, 15), sometimes(c.phone, 20), sometimes(c.city, 40), sometimes(c.postcode, 20), sometimes(c.country, 50),
      new Date(1767225600000 + i * 15000).toISOString()].join(',');
  });
  fs.writeFileSync(path.join(folder, 'policy.json'), JSON.stringify({
    leadwright: 1, name: 'companies', time_zone: 'UTC', rules: [{ id: 'rest', when: { all: [] }, assign: [{ queue: 'inbound' }] }],
  }));
}
