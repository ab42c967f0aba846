#include "identity/words.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace leadwright::identity {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// A list written as text: words parted by spaces.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    if (space > 0) words.push_back(text.substr(0, space));
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool holds(const std::vector<std::string_view>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

// Groups parted by commas, the first word of each the one that stands for the others.
std::vector<Pair> groups_of(std::string_view text) {
  std::vector<Pair> pairs;
  std::string_view head;
  bool starts = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" ,"), text.size());
    if (end > 0) {
      const std::string_view word = text.substr(0, end);
      if (starts) head = word;
      pairs.emplace_back(word, head);
      starts = false;
    }
    if (end < text.size() && text[end] == ',') starts = true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.first < b.first; });
  pairs.erase(std::unique(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.first == b.first; }),
              pairs.end());
  return pairs;
}

std::string_view find(const std::vector<Pair>& pairs, std::string_view word) {
  const auto at = std::lower_bound(pairs.begin(), pairs.end(), word, [](const Pair& p, std::string_view w) { return p.first < w; });
  return at != pairs.end() && at->first == word ? at->second : std::string_view{};
}

// Each group: the full word, then its abbreviations, plurals and spellings.
constexpr std::string_view abbreviations =
    "technologies technology tech techs tec technologie,systems system sys syst systemes,solutions solution soln solns "
    "sol,services service svcs svc serv srvcs srv servicios servizi dienstleistungen,international intl internat "
    "internationale internacional internazionale,manufacturing mfg manuf manufacturers manufacturer,"
    "engineering eng engr engrg engineers,industries industry ind inds industrie industria industrias industrial,"
    "group grp gruppe groupe grupo gruppo groep,consulting cons consultants consultancy consult conslt,marketing mktg "
    "mkt mktng,construction constr const constructions construcciones,associates assoc assocs,management mgmt mgt,"
    "development dev devel developments,communications comm comms communication,electronics elec electronic electr "
    "elect,laboratories labs lab laboratory,networks network ntwk netw,insurance ins assurance versicherung,financial "
    "fin finance finances,pharmaceuticals pharma pharm pharmaceutical,deli delicatessen delis,"
    "university univ universitat universite universidad "
    "universita universiteit,institute inst instit institut instituto istituto,department dept dep departement,"
    "national natl nat,american amer,brothers bros,distribution dist distr distributors,equipment equip,"
    "government govt gov,hospital hosp,information info,investments inv invest investment,logistics log logistic "
    "logistik logistique,medical med,products prod prods product,production productions,properties prop props property,"
    "research rsch res,saint st,security sec securities,software sw,store stores,transportation transp transport "
    "transports trans,energy energie energies energia,foods food,motors motor motoren,bank banque banco banca banking,"
    "holding holdings hldgs hldg hold,partners partner ptnrs,design designs,studios studio,media medien,airlines airline "
    "airways,telecommunications telecom telekom telco telecomunicaciones,enterprises enterprise enterprises ent,"
    "trading trade,capital cap,center centre ctr centro,college coll,school schl sch,analytics analytic,robotics robotic,"
    "textiles textile,venture ventures,resources resource,materials material,chemical chemicals chem,automotive auto,"
    "organization organisation organizations,labor labour,agriculture agricultural agri,railway railways rail,science "
    "sciences sci,computer computers comp computing,association assn asociacion,foundation fdn fndn,general gen,"
    "europe european eur euro europa,cooperative coop,brands brand,entertainment ent,interactive,incorporated";

// Lines of business and words that thousands of companies bear.
constexpr std::string_view business =
    "systems solutions technologies software analytics logistics capital partners consulting media health energy "
    "foods laboratories networks robotics insurance bank pharmaceuticals motors electronics industries manufacturing "
    "construction engineering services marketing research design studios telecommunications airlines shipping packaging "
    "textiles realty healthcare financial investments properties development management communications automotive "
    "medical chemical materials resources enterprises trading distribution equipment products production store shop "
    "transportation security advisors advisory agency digital data cloud interactive entertainment publishing press "
    "education academy school college university institute hospital clinic care dental biotech biosciences science "
    "agriculture farms mining oil gas petroleum steel power electric utilities water environmental solar aviation "
    "aerospace defense hotels hospitality travel restaurants restaurant cafe grill catering beverages brewing wine "
    "coffee fashion apparel clothing shoes jewelry cosmetics beauty home furniture kitchen toys games gaming sports "
    "fitness club music film pictures records radio television news law legal lawyers attorneys accounting "
    "accountants audit tax staffing recruiting recruitment human training learning architects architecture builders "
    "building contractors supply supplies wholesale retail mart market markets commerce payments credit lending mortgage "
    "funding fund equity asset assets wealth trust securities exchange computer semiconductor semiconductors "
    "devices instruments controls automation machinery machines tools metals plastics paper printing print glass ceramics "
    "express delivery freight cargo transit railway bus taxi mobile wireless internet web online hosting domain apps "
    "labs platform platforms intelligence networking department centre center association foundation charity "
    "organization society council ministry government city county state district office bureau house works factory "
    "company business commercial corporate professional creative innovation innovations dynamics concepts "
    "strategies consultants specialists experts computing informatics information ai it hr pr real estate realestate "
    "venture brands trade life general product stores bakery pizza bar bistro deli diner steakhouse steak sushi house "
    "beverage drinks pharma erp cars banking wellness genomics therapeutics diagnostics";

constexpr std::string_view generic =
    "group global international worldwide world national holding universal american european america europe africa "
    "north south east west northern southern eastern western pacific atlantic united first new the usa us uk eu "
    "associates brothers sons partners enterprises enterprise industries corporate central royal inc co hq headquarters "
    "team office branch division region emea apac latam amer anz dach nordics plus one official limited com net";

constexpr std::string_view filler =
    "and of the for in at on de la le les des du et y e und der die das di da do dos del el los las van den von zu zur zum o a "
    "i og och ja en con for by to";

constexpr std::string_view numbers =
    "1 first 1st one i,2 second 2nd two ii,3 third 3rd three iii,4 fourth 4th four iv,5 fifth 5th five,6 sixth 6th six "
    "vi,7 seventh 7th seven vii,8 eighth 8th eight viii,9 ninth 9th nine ix,10 tenth 10th ten,11 eleven xi 11th,12 twelve "
    "xii 12th,20 twenty,30 thirty,40 forty fourty,50 fifty,60 sixty,70 seventy,80 eighty,90 ninety,100 hundred";

constexpr std::string_view decoration = "hq headquarters headquarter team emea apac latam amer amers anz dach mea na nam "
                                        "office branch zentrale siege sede com";

constexpr std::string_view placeholder =
    "na none null nil unknown test tester testing selfemployed self employed freelance freelancer student individual "
    "personal private home asdf xxx abc123 notapplicable notavailable nocompany tbd tba select pleaseselect other "
    "anonymous retired unemployed me myself company mycompany companyname testcompany testtest aaa qwerty keine kein nope "
    "homeoffice consultant unavailable noname undisclosed";

constexpr std::string_view cities =
    "newyork newyorkcity nyc manhattan,losangeles la,chicago,houston,phoenix,philadelphia,sanantonio,sandiego,dallas,"
    "austin,sanjose,sanfrancisco sf,seattle,denver,boston,atlanta,miami,detroit,minneapolis,portland,lasvegas,baltimore,"
    "washington washingtondc,nashville,charlotte,columbus,indianapolis,cleveland,pittsburgh,cincinnati,orlando,tampa,"
    "saltlakecity,kansascity,stlouis saintlouis,sacramento,oakland,paloalto,mountainview,redmond,cupertino,brooklyn,"
    "london,manchester,birmingham,leeds,bristol,glasgow,edinburgh,liverpool,cambridge,oxford,belfast,cardiff,dublin,cork,"
    "berlin,munchen munich muenchen,hamburg,koln cologne koeln,frankfurt,stuttgart,dusseldorf duesseldorf,leipzig,dresden,"
    "hannover hanover,nurnberg nuremberg nuernberg,wien vienna,zurich zuerich,geneve geneva genf,basel,bern,lausanne,"
    "paris,lyon lyons,marseille marseilles,toulouse,nice,nantes,bordeaux,lille,strasbourg,bruxelles brussels brussel,"
    "antwerpen antwerp anvers,gent ghent,amsterdam,rotterdam,utrecht,eindhoven,denhaag thehague,luxembourg,"
    "stockholm,goteborg gothenburg,malmo,oslo,bergen,kobenhavn copenhagen,aarhus arhus,helsinki,espoo,tampere,reykjavik,"
    "madrid,barcelona,valencia,sevilla seville,bilbao,lisboa lisbon,porto oporto,milano milan,roma rome,torino turin,"
    "napoli naples,firenze florence,bologna,venezia venice,athina athens,warszawa warsaw,krakow cracow,wroclaw,gdansk,"
    "praha prague,brno,bratislava,budapest,bucuresti bucharest,sofia,zagreb,beograd belgrade,ljubljana,kyiv kiev,moskva "
    "moscow,istanbul,ankara,izmir,telaviv,jerusalem,haifa,dubai,abudhabi,doha,riyadh,cairo,casablanca,lagos,nairobi,"
    "johannesburg,capetown,mumbai bombay,delhi newdelhi,bengaluru bangalore,hyderabad,chennai madras,pune,kolkata "
    "calcutta,karachi,lahore,dhaka,colombo,singapore,kualalumpur,jakarta,bangkok,manila,hanoi,hochiminhcity,hongkong,"
    "beijing peking,shanghai,shenzhen,guangzhou,taipei,seoul,busan,tokyo,osaka,kyoto,nagoya,yokohama,sydney,melbourne,"
    "brisbane,perth,adelaide,canberra,auckland,wellington,toronto,montreal,vancouver,ottawa,calgary,edmonton,mexicocity "
    "ciudaddemexico,guadalajara,monterrey,bogota,medellin,lima,santiago,buenosaires,saopaulo,riodejaneiro,brasilia";

constexpr std::string_view first_names =
    "robert bob bobby rob robbie bert robt,william bill billy will willie wm liam,richard rick dick rich ricky richie,james "
    "jim jimmy jamie jas,michael mike mick micky mikey,jennifer jen jenny jenn,elizabeth liz beth betty lizzie eliza lisa "
    "betsy libby,thomas tom tommy thos,joseph joe joey jos,patricia pat patty tricia trish,daniel dan danny,samuel sam "
    "sammy,john jack johnny jon jonny,jonathan jonathon johnathan,david dave davy,charles charlie chuck chas,christopher "
    "chris kit,christine christina chrissy tina,matthew matt matty,anthony tony,andrew andy drew,nicholas nick nicky nicolas,"
    "edward ed eddie ted ned eduard,alexander alex sandy aleksandr aleksander,alexandra lexi,benjamin ben benny benji,"
    "gregory greg gregg,stephen steve steven stevie stephan,timothy tim timmy,kenneth ken kenny,ronald ron ronnie,donald don "
    "donnie,lawrence larry laurence lauren,raymond ray,gerald gerry jerry,jeffrey jeff geoffrey geoff,frederick fred freddie "
    "freddy,francis frank frankie,henry harry hank,harold hal,albert al,alfred alf,arthur art,walter walt,peter pete,philip "
    "phil phillip,vincent vince,victor vic,leonard len lenny leo,theodore theo,zachary zach zack,nathaniel nathan nate,"
    "joshua josh,jacob jake,abraham abe,eugene gene,margaret maggie meg peggy peg peggie marge margie greta,katherine kate "
    "kathy katie cathy catherine kathryn kathleen katy kat,mary marie maria molly polly mae,susan sue susie suzanne susanne "
    "suzy,barbara barb babs,deborah deb debbie debra,dorothy dot dottie,helen nell nellie,jessica jess jessie,judith judy "
    "judi,kimberly kim,linda lindy,nancy nan,pamela pam,rebecca becky becca,sandra,sarah sara sally sahra sadie zara,"
    "stephanie steph,teresa theresa terry tess,valerie val,veronica ronnie,victoria vicky vicki tori,virginia ginny,"
    "amanda mandy,angela angie,ann anna anne annie ana,annabelle anabella annabel belle,caroline carrie carol,cynthia cindy,"
    "eleanor ellie nora,emily em emmy,florence flo,frances fran,isabella bella izzy isabel isabelle,jacqueline jackie,"
    "josephine josie,lucille lucy,madeline maddie madeleine,martha marty,melissa missy,mildred millie,natalie nat,"
    "olivia liv,rachel rae,roberta bobbie,rosemary rose rosie,samantha,tabitha tabby,wilhelmina mina,morris morrie "
    "maurice,mohammed mohamed muhammad muhammed mohammad mhd md mohd,howard howie,juan juann,"
    "georg george jorg,louis luis lou,leigh lee lea,kristen kristin kirsten,keeley kaylee,nastassia anastasia anastassia,"
    "jurgen juergen,bjorn bjoern,hannah hanna,martin marty,gabriel gabe,dominic dom,maximilian max,sebastian seb,oliver ollie";

constexpr std::string_view mailboxes =
    "info sales contact hello office admin administration support help helpdesk billing accounts accounting accountspayable "
    "ap ar invoice invoices finance hr jobs careers press media marketing team mail enquiries inquiries service customerservice "
    "webmaster postmaster noreply orders purchasing legal security privacy it reception general data research hq";

constexpr std::string_view hosts =
    "linkedin.com facebook.com twitter.com x.com instagram.com youtube.com github.com gitlab.com medium.com bit.ly t.co "
    "goo.gl tinyurl.com lnkd.in google.com sites.google.com linktr.ee xing.com crunchbase.com yelp.com tiktok.com "
    "pinterest.com wa.me t.me notion.site ow.ly buff.ly fb.com fb.me about.me angel.co wikipedia.org amazonaws.com";

}  // namespace

WordKind kind_of_word(std::string_view folded) {
  static const auto business_words = words_of(business);
  static const auto generic_words = words_of(generic);
  static const auto filler_words = words_of(filler);
  if (holds(filler_words, folded)) return WordKind::filler;
  if (holds(generic_words, folded)) return WordKind::generic;
  return holds(business_words, folded) ? WordKind::business : WordKind::own;
}

std::string_view full_word(std::string_view folded) {
  static const auto groups = groups_of(abbreviations);
  const std::string_view full = find(groups, folded);
  return full.empty() ? folded : full;
}

std::string_view number_word(std::string_view folded) {
  static const auto groups = groups_of(numbers);
  return find(groups, folded);
}

bool is_decoration(std::string_view folded) {
  static const auto list = words_of(decoration);
  return holds(list, folded);
}

bool is_placeholder(std::string_view squashed) {
  static const auto list = words_of(placeholder);
  return squashed.empty() || holds(list, squashed);
}

std::string_view city_word(std::string_view squashed) {
  static const auto groups = groups_of(cities);
  return find(groups, squashed);
}

std::string_view full_first_name(std::string_view folded) {
  static const auto groups = groups_of(first_names);
  const std::string_view full = find(groups, folded);
  return full.empty() ? folded : full;
}

bool is_role_mailbox(std::string_view local_part) {
  static const auto list = words_of(mailboxes);
  return holds(list, local_part);
}

bool is_shared_host(std::string_view registrable_domain) {
  static const auto list = words_of(hosts);
  return holds(list, registrable_domain);
}

}  // namespace leadwright::identity
