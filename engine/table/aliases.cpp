// Where the names are from: HubSpot's property labels and internal names; Salesforce's API names and
// report labels; Zoho's exports; Stripe's CSV exports and JSON, metadata keys included; common spreadsheets
// and ad platforms. Where one export has two headers for a field (HubSpot's `Phone Number` and `Mobile Phone
// Number`, `Company Domain Name` and `Website URL`, Salesforce's `Lead Owner` and `OwnerId`), the better one has
// the higher rank.
#include "table/aliases.h"

namespace leadwright::table {
namespace {

constexpr FieldAliases leads[] = {
    {"id", "recordid recordidcontact recordidlead hsobjectid | leadid prospectid mqlid | contactid vid | leadnumber"},
    {"email", "emailaddress | leademail useremail contactemail mail | workemail businessemail primaryemail"},
    {"first_name", "givenname forename | first"},
    {"last_name", "surname familyname | last"},
    {"company", "companyname companyaccount accountname organization organisation organizationname | account | "
                "associatedcompany associatedcompanyprimary primaryassociatedcompany employer"},
    {"domain", "companydomainname companydomain domainname associatedcompanydomain | website websiteurl companywebsite "
               "webaddress homepage url"},
    {"phone", "phonenumber telephone tel businessphone workphone leadphone userphone contactnumber | mobile "
              "mobilephone mobilephonenumber mobilenumber mobileno cell cellphone | whatsappphonenumber whatsappnumber"},
    {"country", "countryregion countryname mailingcountry | countrycode countryregioncode hscountryregioncode"},
    {"state", "stateregion stateprovince province region mailingstate | statecode stateregioncode hsstatecode"},
    {"city", "town mailingcity"},
    {"industry", "sector"},
    {"employees", "numberofemployees numemployees noofemployees employeecount | companysize headcount"},
    {"revenue", "annualrevenue companyrevenue | turnover annualturnover"},
    {"title", "jobtitle | position designation"},
    {"source", "leadsource | originalsource originaltrafficsource hsanalyticssource | latestsource latesttrafficsource "
               "hslatestsource | origin leadorigin utmsource"},
    {"lifecycle_stage", "lifecycle"},
    {"status", "leadstatus hsleadstatus | crmstatus contactstatus"},
    {"created_at", "createdate createddate createdtime datecreated creationdate createdon created | leadcreateddate "
                   "leadcreatedate dateadded firstcontactdate submittedat conversiontime | objectcreatedatetime "
                   "hscreatedate"},
    {"owner", "leadowner contactowner hubspotowner ownername leadownername | owneremail leadowneremail | ownerid "
              "leadownerid contactownerid hubspotownerid | assignedto salesrep owneralias leadowneralias"},
    {"first_touch_at", "firsttouch firsttouchdate firstcontactedat firstresponseat | firstoutreachdate "
                       "hsfirstoutreachdate | dateoffirstengagement hssafirstengagementdate"},
    {"account_id", "primaryassociatedcompanyid associatedcompanyid associatedcompanyidsprimary | associatedcompanyids "
                   "associationscompanies | companyid | convertedaccountid"},
};

constexpr FieldAliases accounts[] = {
    {"id", "recordid recordidcompany hsobjectid | accountid companyid | organizationid"},
    {"name", "accountname companyname organizationname | account company organization organisation"},
    {"domain", "companydomainname companydomain domainname | website websiteurl companywebsite webaddress homepage url"},
    {"owner", "accountowner companyowner hubspotowner ownername accountownername | owneremail accountowneremail | "
              "ownerid accountownerid companyownerid hubspotownerid | accountmanager owneralias"},
    {"country", "countryregion countryname billingcountry | countrycode countryregioncode hscountryregioncode "
                "billingcountrycode | shippingcountry"},
    {"industry", "sector"},
    {"employees", "numberofemployees numemployees noofemployees employeecount | companysize headcount"},
    {"revenue", "annualrevenue companyrevenue | turnover annualturnover"},
    {"phone", "phonenumber telephone tel accountphone companyphone businessphone"},
    {"parent_id", "parentaccountid parentcompanyid hsparentcompanyid | parentaccount parentcompany subsidiaryof"},
    {"created_at", "createdate createddate createdtime datecreated creationdate createdon created | "
                   "objectcreatedatetime hscreatedate"},
};

constexpr FieldAliases contacts[] = {
    {"id", "recordid recordidcontact hsobjectid | contactid | vid"},
    {"email", "emailaddress | contactemail mail | workemail businessemail primaryemail"},
    {"first_name", "givenname forename | first"},
    {"last_name", "surname familyname | last"},
    {"phone", "phonenumber telephone tel businessphone workphone contactnumber | mobile mobilephone mobilephonenumber "
              "mobilenumber mobileno cell cellphone | whatsappphonenumber whatsappnumber"},
    {"account_id", "primaryassociatedcompanyid associatedcompanyid associatedcompanyidsprimary | associatedcompanyids "
                   "associationscompanies | companyid"},
    {"owner", "contactowner hubspotowner ownername contactownername | owneremail contactowneremail | ownerid "
              "contactownerid hubspotownerid | owneralias"},
    {"created_at", "createdate createddate createdtime datecreated creationdate createdon created | "
                   "objectcreatedatetime hscreatedate"},
};

constexpr FieldAliases opportunities[] = {
    {"id", "recordid recordiddeal hsobjectid | opportunityid dealid potentialid"},
    {"name", "opportunityname dealname potentialname | opportunity deal"},
    {"account_id", "primaryassociatedcompanyid associatedcompanyid associatedcompanyidsprimary | associatedcompanyids "
                   "associationscompanies | companyid"},
    {"owner", "opportunityowner dealowner potentialowner hubspotowner ownername opportunityownername | owneremail "
              "dealowneremail | ownerid opportunityownerid dealownerid potentialownerid hubspotownerid | salesagent "
              "salesrep salesid owneralias"},
    {"stage", "stagename dealstage opportunitystage salesstage"},
    {"amount", "opportunityamount dealamount | estimatedvalue dealvalue closevalue value | amountincompanycurrency "
               "amountinhomecurrency"},
    {"currency", "currencyisocode currencycode dealcurrency dealcurrencycode opportunitycurrency amountcurrency"},
    {"close_date", "closingdate expectedclosedate closeddate"},
    {"created_at", "createdate createddate createdtime datecreated creationdate createdon created | hubspotcreatedate "
                   "objectcreatedatetime hscreatedate"},
    {"next_step", "hsnextstep nextsteps"},
    {"next_step_at", "nextstepdate nextstepduedate | nextactivitydate notesnextactivitydate"},
    {"economic_buyer", "economicbuyername | decisionmaker"},
    {"risk", "risks dealrisk riskreason"},
    {"snapshot_at", "snapshotdate asof asofdate"},
};

constexpr FieldAliases customers[] = {
    {"id", "customerid stripecustomerid billingcustomerid"},
    {"name", "customername companyname"},
    {"email", "emailaddress customeremail billingemail"},
    {"domain", "companydomainname companydomain domainname | website websiteurl"},
    {"phone", "phonenumber telephone customerphone"},
    {"country", "billingcountry addresscountry countryname | countrycode | cardaddresscountry"},
    {"account_id", "metadatacrmaccountid crmaccountid crmaccountidmetadata | metadataaccountid accountidmetadata | "
                   "metadatahubspotcompanyid hubspotcompanyidmetadata hubspotcompanyid | metadatasalesforceaccountid "
                   "salesforceaccountidmetadata salesforceaccountid sfdcaccountid | companyid"},
};

constexpr FieldAliases subscriptions[] = {
    {"id", "subscriptionid"},
    {"customer_id", "customer stripecustomerid billingcustomerid"},
    {"opportunity_id", "metadataopportunityid opportunityidmetadata crmopportunityid metadatacrmopportunityid "
                       "crmopportunityidmetadata | metadatadealid dealidmetadata metadatahubspotdealid "
                       "hubspotdealidmetadata hubspotdealid dealid"},
    {"amount", "subscriptionamount planamount | unitamount priceunitamount | mrr"},
    {"currency", "currencycode plancurrency"},
    {"interval", "billinginterval planinterval priceinterval | billingperiod recurringinterval"},
    {"status", "subscriptionstatus"},
    {"started_at", "startdate startdateutc | start startutc | created createdutc | currentperiodstart "
                   "currentperiodstartutc"},
};

constexpr FieldAliases product_accounts[] = {
    {"id", "workspaceid organizationid groupid tenantid teamid productaccountid"},
    {"name", "accountname companyname workspacename organizationname groupname | company workspace organization"},
    {"domain", "companydomainname companydomain domainname emaildomain | website websiteurl"},
    {"account_id", "crmaccountid metadatacrmaccountid | hubspotcompanyid salesforceaccountid sfdcaccountid | companyid"},
    {"last_active_at", "lastactive lastseen lastseenat lastlogin lastloginat lastactivity lastactivityat "
                       "lastactivitydate lastused"},
};

constexpr FieldAliases activities[] = {
    {"id", "activityid recordid hsobjectid | taskid callid eventid engagementid"},
    {"lead_id", "whoid | prospectid | contactid associatedcontactid associatedcontactids"},
    {"email", "associatedcontactemail contactemail leademail | emailaddress"},
    {"kind", "activitytype engagementtype hsengagementtype eventtype | type | calltype tasktype tasksubtype channel"},
    {"at", "activitydate activitydatetime callstarttime occurredat eventtime hstimestamp timestamp | starttime "
           "startdatetime date time completedat completeddatetime | createdtime createdate createddate createdat "
           "created | duedate"},
    {"owner", "activityowner callowner taskowner assignedto hubspotowner ownername | owneremail | ownerid callownerid "
              "taskownerid hubspotownerid"},
};

constexpr FieldAliases sync_errors[] = {
    {"id", "errorid | eventid"},
    {"at", "timestamp occurredat errortime time date | createdat createddate createdate created"},
    {"system", "source integration connector app"},
    {"object", "objecttype objectname sobject entity recordtype | table"},
    {"record_id", "objectid entityid"},
    {"code", "errorcode statuscode | errortype category"},
    {"message", "errormessage | error description detail details reason"},
};

}  // namespace

std::span<const FieldAliases> aliases_of(Role role) {
  switch (role) {
    case Role::leads: return leads;
    case Role::accounts: return accounts;
    case Role::contacts: return contacts;
    case Role::opportunities: return opportunities;
    case Role::customers: return customers;
    case Role::subscriptions: return subscriptions;
    case Role::product_accounts: return product_accounts;
    case Role::activities: return activities;
    case Role::sync_errors: break;
  }
  return sync_errors;
}

}  // namespace leadwright::table
