#include "identity/legal_forms.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace leadwright::identity {
namespace {

struct Group {
  FormClass form_class;
  bool leads;
  std::string_view forms;   // parted by spaces
};

using enum FormClass;

constexpr Group groups[] = {
    // everywhere in English: US, GB, IE, AU, NZ, CA, IN, SG, HK, ZA, NG, KE, MY, PH, PK
    {any, false, "co company companies corp corporation corporate coy cos compagnie compania cia companhia compagnia"},
    {private_limited, false,
     "ltd limited limitd llc lc ltdco limitedliabilitycompany limitedcompany companylimited privatelimited pvtltd pvt "
     "pvtlimited privateltd pteltd pte pteltdco privatelimitedcompany ptyltd pty ptylimited proprietarylimited "
     "proprietaryltd coltd coltda companyltd colimited coptyltd colimited sdnbhd sdn sendirianberhad opcpvtltd dac "
     "unlimitedcompany ulc ltdliabilityco privatecompanylimitedbyshares designatedactivitycompany cic clg"},
    {private_limited, true, "limitedliabilitycompany llc"},
    {stock, false,
     "inc incorporated incorp plc publiclimitedcompany bhd berhad pubco publiccompanylimited pcl nl corpltd "
     "jointstockcompany jointstockcompan jsc ojsc cjsc pjsc openjointstockcompany closedjointstockcompany "
     "publicjointstockcompany incltd coinc saoc saog sae ksc kscc qsc qpsc psc wll bsc bscc fze fzco fzc fzllc"},
    {stock, true, "jointstockcompany jsc ojsc cjsc pjsc openjointstockcompany closedjointstockcompany publicjointstockcompany"},
    {partnership, false,
     "lp llp lllp limitedpartnership limitedliabilitypartnership generalpartnership gp andco andcompany andsons "
     "professionalcorporation pc pllc pa na nationalassociation"},
    {non_profit, false, "nonprofit ngo"},
    // Germany, Austria, Switzerland, Liechtenstein
    {private_limited, false,
     "gmbh gmbhco gesellschaftmitbeschrankterhaftung gesellschaftmbh gesmbh ggmbh mbh ug ughaftungsbeschrankt "
     "unternehmergesellschaft haftungsbeschrankt unternehmergesellschafthaftungsbeschrankt sarlag"},
    {stock, false, "ag aktiengesellschaft akg kgaa kommanditgesellschaftaufaktien agandcokgaa se"},
    {partnership, false,
     "kg kommanditgesellschaft ohg offenehandelsgesellschaft gbr gmbhandcokg gmbhcokg gmbhandcokgaa gmbhandcoohg "
     "agandcokg agcokg ugandcokg ughaftungsbeschranktandcokg seandcokg partg partgmbb partgesellschaft cokg andcokg"},
    {sole, false, "ek ekfm ekfr eingetragenerkaufmann einzelunternehmen inh"},
    {non_profit, false, "ev eingetragenerverein stiftung verein"},
    {cooperative, false, "eg egmbh genossenschaft"},
    // France, Belgium, Luxembourg, Switzerland, Monaco, Canada (Quebec), Africa (OHADA)
    {private_limited, false,
     "sarl sarlu eurl sas sasu societearesponsabilitelimitee societeparactionssimplifiee ltee limitee sprl sprlu srl "
     "societeparactionssimplifieeunipersonnelle"},
    {stock, false, "sa societeanonyme saca sca scaf sicav societeeuropeenne"},
    {partnership, false, "snc sci scop scs scp gie sep selarl selas"},
    {non_profit, false, "asbl association fondation"},
    // Netherlands, Belgium
    {private_limited, false, "bv beslotenvennootschap bvba besloten bvi"},
    {stock, false, "nv naamlozevennootschap"},
    {partnership, false, "vof cv commv maatschap"},
    {non_profit, false, "vzw stichting"},
    // Spain, Portugal, Latin America
    {private_limited, false,
     "sl slu sociedadlimitada sociedadderesponsabilidadlimitada srlcv sderl sderldecv srldecv sdrl sdrldecv lda limitada "
     "ltda ltdame spa eireli unipessoallda unipessoal sociedadporaccionessimplificada saslatam me epp"},
    {stock, false, "sau sociedadanonima sadecv sabdecv sab sac saa sociedadeanonima sapidecv sofom sgps saic saci"},
    {cooperative, false, "scoop coop cooperativa scl sccl"},
    // Italy
    {private_limited, false, "srls societaaresponsabilitalimitata srlu"},
    {stock, false, "societaperazioni sapa"},
    {partnership, false, "sas snc sdf ss"},
    // Nordic countries: DK, NO, SE, FI, IS
    {private_limited, false, "aps anpartsselskab ab aktiebolag aktiebolaget oy osakeyhtio oyab abp ehf einkahlutafelag ivs"},
    {stock, false, "as aktieselskab aksjeselskap asa allmennaksjeselskap publab oyj julkinenosakeyhtio hf hlutafelag abpubl"},
    {partnership, false, "is ks hb handelsbolag kb kommanditbolag ans da ky"},
    {sole, false, "tmi enk"},
    // Baltic states: EE, LV, LT
    {private_limited, false, "ou osauhing sia sabiedribaarierobezotuatbildibu uab uzdarojiakcinebendrove"},
    {stock, false, "aktsiaselts akciasabiedriba akcinebendrove"},
    {private_limited, true, "ou sia uab"},
    {stock, true, "as ab"},
    // Poland, Czechia, Slovakia, Hungary
    {private_limited, false,
     "spzoo spolkazoo spolkazograniczonaodpowiedzialnoscia zoo spzoospk sro srospol spolsro "
     "spolecnostsrucenimomezenym spolocnostsrucenimobmedzenym kft korlatoltfelelossegutarsasag"},
    {stock, false, "spolkaakcyjna psa akciovaspolecnost akciovaspolocnost zrt nyrt rt reszvenytarsasag aspol"},
    {partnership, false, "spk spj spolkajawna spolkakomandytowa vos bt kkt ks"},
    // Romania, Bulgaria, Greece, Turkey, Cyprus
    {private_limited, false, "ood eood epe ike limitedsirketi ltdsti sti ltdsirketi"},
    {stock, false, "ad ead ae anonimsirketi asanonim anonymietairia sanonim"},
    {any, false, "sirketi sanayi ticaret sanvetic sanayiveticaret veticaret"},
    // Slovenia, Croatia, Serbia, Bosnia, North Macedonia
    {private_limited, false, "doo drustvosogranicenomodgovornoscu drustvozomejenoodgovornostjo jdoo dooel"},
    {stock, false, "dd adbeograd"},
    // Russia, Ukraine, Belarus, Kazakhstan (folded from Cyrillic too)
    {private_limited, true, "ooo tov too obshchestvosogranichennoiotvetstvennostyu tovarystvozobmezhenoyuvidpovidalnistyu"},
    {stock, true, "oao zao pao ao prat pat akcionernoeobshchestvo otkrytoeaktsionernoeobshchestvo aktsionernoeobshchestvo"},
    {non_profit, true, "ano"},
    {sole, true, "ip fop"},
    // Japan, Korea, China, Taiwan
    {stock, true, "kk kabushikikaisha kabushikigaisha 株式会社 株 주식회사 주 股份有限公司 gufenyouxiangongsi"},
    {private_limited, true, "gk godokaisha godogaisha yk yugenkaisha yugengaisha 有限会社 合同会社 유한회사 有限公司 有限责任公司 youxiangongsi"},
    {any, false, "公司 会社"},
    // Indonesia, Vietnam, Thailand, Philippines
    {stock, true, "pt perseroanterbatas"},
    {stock, false, "tbk"},
    {partnership, true, "cv"},
    {private_limited, true, "congtytnhh tnhh"},
    {stock, true, "congtycophan ctcp"},
    // Israel, Gulf states, India, Africa
    {private_limited, false, "baam bam closecorporation cc llcfz"},
    {any, false, "est establishment"},
    {any, true, "ms messrs"},
};

// Spellings of one form, the groups parted by commas.
constexpr std::string_view spellings =
    "inc incorporated incorp,corp corporation,co company,ltd limited limitd,llc limitedliabilitycompany ltdliabilityco,plc "
    "publiclimitedcompany,pvtltd privatelimited pvtlimited privateltd pvt,ptyltd pty ptylimited proprietarylimited "
    "proprietaryltd,pteltd pte pteltdco,coltd ltdco companyltd companylimited colimited,bhd berhad,sdnbhd sendirianberhad,lp "
    "limitedpartnership,llp limitedliabilitypartnership,jsc jointstockcompany,gmbh gesellschaftmitbeschrankterhaftung "
    "gesellschaftmbh gesmbh,ug ughaftungsbeschrankt unternehmergesellschaft,ag aktiengesellschaft,gmbhandcokg gmbhcokg,kg "
    "kommanditgesellschaft,ohg offenehandelsgesellschaft,ek eingetragenerkaufmann,ev eingetragenerverein,sarl "
    "societearesponsabilitelimitee,sas societeparactionssimplifiee,sa societeanonyme sociedadanonima sociedadeanonima,ltee "
    "limitee,bv beslotenvennootschap,nv naamlozevennootschap,sl sociedadlimitada,srl societaaresponsabilitalimitata "
    "sociedadderesponsabilidadlimitada,spa societaperazioni,lda limitada,ltda ltdame,ab aktiebolag aktiebolaget,aps "
    "anpartsselskab,as aktieselskab aksjeselskap,oy osakeyhtio,spzoo spolkazoo spolkazograniczonaodpowiedzialnoscia,kk "
    "kabushikikaisha kabushikigaisha 株式会社 株,gk godokaisha 合同会社,yk yugenkaisha 有限会社,有限公司 youxiangongsi";

// One number for the spellings of a form, by places in the sorted forms.
void number(std::vector<LegalForm>& forms) {
  for (std::size_t i = 0; i < forms.size(); ++i) forms[i].number = static_cast<std::uint16_t>(i + 1);
  const auto find = [&](std::string_view text) {
    return std::lower_bound(forms.begin(), forms.end(), text, [](const LegalForm& form, std::string_view t) { return form.text < t; });
  };
  std::uint16_t group = 0;
  for (std::string_view rest = spellings; !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(" ,"), rest.size());
    const auto form = find(rest.substr(0, end));
    if (form != forms.end() && form->text == rest.substr(0, end)) group = form->number = group == 0 ? form->number : group;
    if (end < rest.size() && rest[end] == ',') group = 0;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

std::vector<LegalForm> sorted_forms() {
  std::vector<LegalForm> all;
  for (const Group& group : groups) {
    std::string_view rest = group.forms;
    while (!rest.empty()) {
      const std::size_t space = std::min(rest.find(' '), rest.size());
      all.push_back({rest.substr(0, space), group.form_class, group.leads, 0});
      rest.remove_prefix(std::min(space + 1, rest.size()));
    }
  }
  // Of one text the form that may lead comes first, then the order of the groups.
  std::stable_sort(all.begin(), all.end(), [](const LegalForm& a, const LegalForm& b) {
    return a.text != b.text ? a.text < b.text : a.leads > b.leads;
  });
  all.erase(std::unique(all.begin(), all.end(), [](const LegalForm& a, const LegalForm& b) { return a.text == b.text; }),
            all.end());
  number(all);
  return all;
}

}  // namespace

LegalForm find_legal_form(std::string_view squashed) {
  static const std::vector<LegalForm> forms = sorted_forms();
  // By first letter the lengths that forms have, as bits: most words are none.
  static const std::array<std::uint64_t, 256> lengths = [] {
    std::array<std::uint64_t, 256> of{};
    for (const LegalForm& form : forms) of[static_cast<unsigned char>(form.text[0])] |= std::uint64_t{1} << std::min<std::size_t>(form.text.size(), 63);
    return of;
  }();
  if (squashed.empty() || (lengths[static_cast<unsigned char>(squashed[0])] >> std::min<std::size_t>(squashed.size(), 63) & 1) == 0) return {};
  const auto at = std::lower_bound(forms.begin(), forms.end(), squashed,
                                   [](const LegalForm& form, std::string_view text) { return form.text < text; });
  return at != forms.end() && at->text == squashed ? *at : LegalForm{};
}

}  // namespace leadwright::identity
