//! Words that say what the number beside them is: "MRN", "fax", "DOB", "acct".
//!
//! One sorted list, looked up once per word while cutting tokens. A cue alone finds nothing; recognizers and fields
//! use cues to raise, lower or kill what a pattern found.

use std::sync::LazyLock;

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A bank, card or billing account.
    Account,
    /// An age.
    Age,
    /// A finger, face or voice print.
    Biometric,
    /// A birth date.
    Birth,
    /// A code from a published list, which identifies nobody: ICD, CPT, LOINC.
    CodeSystem,
    /// A device or its serial number.
    Device,
    /// An email address.
    Email,
    /// A fax number.
    Fax,
    /// A word that may stand between the cue and the number: "no", "id", "ending".
    Filler,
    /// A health plan membership.
    HealthPlan,
    /// A license or certificate.
    License,
    /// A medical record.
    Mrn,
    /// A month, in full or shortened: part of a date.
    Month,
    /// No cue at all.
    None,
    /// Another thing that carries a number: claim, accession, badge.
    OtherId,
    /// A telephone.
    Phone,
    /// A number or ordinal written as a word: part of a spoken number, date or age.
    Spelled,
    /// A Social Security number.
    Ssn,
    /// A web address.
    Url,
    /// A vehicle.
    Vehicle,
    /// A thing that may carry a number, but is more often an ordinary word: order, run, form.
    Weak,
}

impl Cue {
    /// Whether it announces a number of some kind, as opposed to a filler or nothing.
    pub(crate) fn is_strong(self) -> bool {
        !matches!(
            self,
            Self::None | Self::Filler | Self::Month | Self::Spelled
        )
    }
}

/// What a lower-case word announces.
pub(crate) fn of(word: &str) -> Cue {
    let wanted = head(word);
    let first = HEADS.partition_point(|head| *head < wanted);
    let alike = CUES
        .iter()
        .skip(first)
        .take_while(|(cue, _)| head(cue) == wanted);
    alike
        .into_iter()
        .find(|(cue, _)| *cue == word)
        .map_or(Cue::None, |(_, cue)| *cue)
}

/// The first eight bytes of each word of the list, as numbers that sort like the words.
static HEADS: LazyLock<Vec<u64>> =
    LazyLock::new(|| CUES.iter().map(|(word, _)| head(word)).collect());

fn head(word: &str) -> u64 {
    let padded = word.bytes().chain(std::iter::repeat(0)).take(8);
    padded.fold(0, |sum, byte| sum << 8 | u64::from(byte))
}

/// What a word in camel case announces by one of its parts: "subscriberId".
pub(crate) fn of_camel(word: &str) -> Cue {
    let mut rest = word;
    let mut weaker = Cue::None;
    while let Some(first) = rest.chars().next() {
        let humps = rest.char_indices().skip(1);
        let end = humps
            .filter(|(_, c)| c.is_uppercase())
            .map(|(at, _)| at)
            .next()
            .unwrap_or(rest.len());
        let (part, next) = rest
            .split_at_checked(end.max(first.len_utf8()))
            .unwrap_or((rest, ""));
        match of(&part.to_ascii_lowercase()) {
            Cue::None => {}
            Cue::Filler => weaker = Cue::Filler,
            cue => return cue,
        }
        rest = next;
    }
    weaker
}

/// Sorted by word.
const CUES: &[(&str, Cue)] = &[
    ("acc", Cue::OtherId),
    ("accession", Cue::OtherId),
    ("accn", Cue::OtherId),
    ("accnt", Cue::Account),
    ("account", Cue::Account),
    ("accounts", Cue::Account),
    ("acct", Cue::Account),
    ("accts", Cue::Account),
    ("acnt", Cue::Account),
    ("acsn", Cue::OtherId),
    ("aetna", Cue::HealthPlan),
    ("age", Cue::Age),
    ("aged", Cue::Age),
    ("alien", Cue::OtherId),
    ("amex", Cue::Account),
    ("answering", Cue::Phone),
    ("anthem", Cue::HealthPlan),
    ("app", Cue::Weak),
    ("appointment", Cue::Weak),
    ("appt", Cue::Weak),
    ("apr", Cue::Month),
    ("april", Cue::Month),
    ("aug", Cue::Month),
    ("august", Cue::Month),
    ("auth", Cue::Weak),
    ("authno", Cue::Weak),
    ("authorization", Cue::Weak),
    ("badge", Cue::OtherId),
    ("band", Cue::Weak),
    ("bandid", Cue::OtherId),
    ("bands", Cue::Weak),
    ("bank", Cue::Account),
    ("bar", Cue::License),
    ("barcode", Cue::Weak),
    ("bcbs", Cue::HealthPlan),
    ("bd", Cue::Birth),
    ("bday", Cue::Birth),
    ("beneficiary", Cue::HealthPlan),
    ("biometric", Cue::Biometric),
    ("biometrics", Cue::Biometric),
    ("birth", Cue::Birth),
    ("birthdate", Cue::Birth),
    ("birthday", Cue::Birth),
    ("born", Cue::Birth),
    ("box", Cue::Weak),
    ("cad", Cue::OtherId),
    ("call", Cue::Phone),
    ("callback", Cue::Phone),
    ("called", Cue::Phone),
    ("calling", Cue::Phone),
    ("card", Cue::Account),
    ("cas", Cue::CodeSystem),
    ("case", Cue::OtherId),
    ("cb", Cue::Phone),
    ("cdl", Cue::License),
    ("cdt", Cue::CodeSystem),
    ("cel", Cue::Phone),
    ("cell", Cue::Phone),
    ("cellphone", Cue::Phone),
    ("cert", Cue::License),
    ("certificate", Cue::License),
    ("certification", Cue::License),
    ("chart", Cue::Mrn),
    ("charts", Cue::Mrn),
    ("check", Cue::Weak),
    ("checking", Cue::Account),
    ("chk", Cue::Weak),
    ("cigna", Cue::HealthPlan),
    ("ck", Cue::Weak),
    ("claim", Cue::OtherId),
    ("claims", Cue::OtherId),
    ("clia", Cue::License),
    ("code", Cue::Filler),
    ("codesystem", Cue::CodeSystem),
    ("conf", Cue::OtherId),
    ("confirmation", Cue::OtherId),
    ("contact", Cue::Phone),
    ("control", Cue::Weak),
    ("coverage", Cue::HealthPlan),
    ("cpt", Cue::CodeSystem),
    ("creditcard", Cue::Account),
    ("csn", Cue::OtherId),
    ("cvx", Cue::CodeSystem),
    ("dea", Cue::License),
    ("debit", Cue::Account),
    ("dec", Cue::Month),
    ("december", Cue::Month),
    ("delivery", Cue::Weak),
    ("device", Cue::Device),
    ("devices", Cue::Device),
    ("digits", Cue::Filler),
    ("direct", Cue::Phone),
    ("discover", Cue::Account),
    ("dl", Cue::License),
    ("dob", Cue::Birth),
    ("docket", Cue::OtherId),
    ("doi", Cue::CodeSystem),
    ("drg", Cue::CodeSystem),
    ("dx", Cue::CodeSystem),
    ("efax", Cue::Fax),
    ("eft", Cue::OtherId),
    ("ehr", Cue::Mrn),
    ("eight", Cue::Spelled),
    ("eighteen", Cue::Spelled),
    ("eighteenth", Cue::Spelled),
    ("eighth", Cue::Spelled),
    ("eighty", Cue::Spelled),
    ("ein", Cue::OtherId),
    ("eleven", Cue::Spelled),
    ("eleventh", Cue::Spelled),
    ("email", Cue::Email),
    ("emailed", Cue::Email),
    ("employee", Cue::OtherId),
    ("emr", Cue::Mrn),
    ("emrn", Cue::Mrn),
    ("encounter", Cue::OtherId),
    ("ending", Cue::Filler),
    ("ends", Cue::Filler),
    ("enrollment", Cue::OtherId),
    ("envelope", Cue::Weak),
    ("ext", Cue::Phone),
    ("faceprint", Cue::Biometric),
    ("facsimile", Cue::Fax),
    ("fax", Cue::Fax),
    ("faxed", Cue::Fax),
    ("faxes", Cue::Fax),
    ("feb", Cue::Month),
    ("february", Cue::Month),
    ("fhir", Cue::CodeSystem),
    ("fifteen", Cue::Spelled),
    ("fifteenth", Cue::Spelled),
    ("fifth", Cue::Spelled),
    ("fifty", Cue::Spelled),
    ("file", Cue::Filler),
    ("fin", Cue::Account),
    ("fingerprint", Cue::Biometric),
    ("fingerprints", Cue::Biometric),
    ("first", Cue::Spelled),
    ("five", Cue::Spelled),
    ("flight", Cue::Weak),
    ("form", Cue::Weak),
    ("forty", Cue::Spelled),
    ("four", Cue::Spelled),
    ("fourteen", Cue::Spelled),
    ("fourteenth", Cue::Spelled),
    ("fourth", Cue::Spelled),
    ("fx", Cue::Fax),
    ("group", Cue::HealthPlan),
    ("grp", Cue::HealthPlan),
    ("guar", Cue::Account),
    ("guarantor", Cue::Account),
    ("hcpcs", Cue::CodeSystem),
    ("healthplan", Cue::HealthPlan),
    ("hearing", Cue::Weak),
    ("hicn", Cue::HealthPlan),
    ("hl", Cue::CodeSystem),
    ("home", Cue::Phone),
    ("hosp", Cue::Mrn),
    ("hrn", Cue::Mrn),
    ("hsa", Cue::Account),
    ("humana", Cue::HealthPlan),
    ("iban", Cue::Account),
    ("icd", Cue::CodeSystem),
    ("id", Cue::Filler),
    ("identification", Cue::Filler),
    ("identifier", Cue::Filler),
    ("ids", Cue::Filler),
    ("imei", Cue::Device),
    ("implant", Cue::Device),
    ("incident", Cue::OtherId),
    ("ins", Cue::HealthPlan),
    ("insid", Cue::HealthPlan),
    ("insurance", Cue::HealthPlan),
    ("insured", Cue::HealthPlan),
    ("interp", Cue::OtherId),
    ("interpreter", Cue::OtherId),
    ("invoice", Cue::OtherId),
    ("iris", Cue::Biometric),
    ("is", Cue::Filler),
    ("item", Cue::Weak),
    ("itin", Cue::OtherId),
    ("jan", Cue::Month),
    ("january", Cue::Month),
    ("job", Cue::Weak),
    ("jul", Cue::Month),
    ("july", Cue::Month),
    ("jun", Cue::Month),
    ("june", Cue::Month),
    ("kaiser", Cue::HealthPlan),
    ("key", Cue::Weak),
    ("kit", Cue::Weak),
    ("landline", Cue::Phone),
    ("last", Cue::Filler),
    ("lic", Cue::License),
    ("licence", Cue::License),
    ("license", Cue::License),
    ("licensed", Cue::License),
    ("line", Cue::Phone),
    ("locker", Cue::Weak),
    ("login", Cue::OtherId),
    ("loinc", Cue::CodeSystem),
    ("lot", Cue::Device),
    ("lots", Cue::Device),
    ("machine", Cue::Device),
    ("mail", Cue::Email),
    ("mar", Cue::Month),
    ("march", Cue::Month),
    ("mastercard", Cue::Account),
    ("may", Cue::Month),
    ("mbi", Cue::HealthPlan),
    ("mbr", Cue::HealthPlan),
    ("mcr", Cue::HealthPlan),
    ("medi", Cue::HealthPlan),
    ("medicaid", Cue::HealthPlan),
    ("medicare", Cue::HealthPlan),
    ("medrec", Cue::Mrn),
    ("meid", Cue::Device),
    ("mem", Cue::HealthPlan),
    ("member", Cue::HealthPlan),
    ("memberid", Cue::HealthPlan),
    ("message", Cue::Weak),
    ("meter", Cue::Weak),
    ("mobil", Cue::Phone),
    ("mobile", Cue::Phone),
    ("mr", Cue::Mrn),
    ("mrn", Cue::Mrn),
    ("mrno", Cue::Mrn),
    ("mrns", Cue::Mrn),
    ("msg", Cue::Weak),
    ("nbr", Cue::Filler),
    ("ndc", Cue::CodeSystem),
    ("nine", Cue::Spelled),
    ("nineteen", Cue::Spelled),
    ("nineteenth", Cue::Spelled),
    ("ninety", Cue::Spelled),
    ("ninth", Cue::Spelled),
    ("no", Cue::Filler),
    ("nos", Cue::Filler),
    ("nov", Cue::Month),
    ("november", Cue::Month),
    ("npi", Cue::OtherId),
    ("npis", Cue::OtherId),
    ("nr", Cue::Filler),
    ("num", Cue::Filler),
    ("number", Cue::Filler),
    ("numbers", Cue::Filler),
    ("oarrs", Cue::OtherId),
    ("oct", Cue::Month),
    ("october", Cue::Month),
    ("office", Cue::Phone),
    ("oh", Cue::Spelled),
    ("oid", Cue::CodeSystem),
    ("on", Cue::Filler),
    ("one", Cue::Spelled),
    ("order", Cue::Weak),
    ("orders", Cue::Weak),
    ("pa", Cue::Weak),
    ("pacemaker", Cue::Device),
    ("pager", Cue::Phone),
    ("palmprint", Cue::Biometric),
    ("passport", Cue::OtherId),
    ("path", Cue::Weak),
    ("pathology", Cue::Weak),
    ("patientid", Cue::Mrn),
    ("payer", Cue::HealthPlan),
    ("payroll", Cue::OtherId),
    ("pdmp", Cue::OtherId),
    ("pgr", Cue::Phone),
    ("ph", Cue::Phone),
    ("phone", Cue::Phone),
    ("phones", Cue::Phone),
    ("placard", Cue::OtherId),
    ("plan", Cue::HealthPlan),
    ("plate", Cue::Vehicle),
    ("plates", Cue::Vehicle),
    ("po", Cue::Weak),
    ("policy", Cue::HealthPlan),
    ("preauth", Cue::Weak),
    ("prescription", Cue::OtherId),
    ("project", Cue::Weak),
    ("protocol", Cue::Weak),
    ("ptid", Cue::Mrn),
    ("reach", Cue::Phone),
    ("reached", Cue::Phone),
    ("record", Cue::Mrn),
    ("records", Cue::Mrn),
    ("ref", Cue::Weak),
    ("reference", Cue::Weak),
    ("referral", Cue::OtherId),
    ("refill", Cue::Weak),
    ("registration", Cue::License),
    ("rem", Cue::Weak),
    ("rems", Cue::Weak),
    ("report", Cue::Weak),
    ("req", Cue::OtherId),
    ("request", Cue::Weak),
    ("requisition", Cue::OtherId),
    ("retina", Cue::Biometric),
    ("root", Cue::CodeSystem),
    ("routing", Cue::Account),
    ("run", Cue::Weak),
    ("rx", Cue::OtherId),
    ("rxgrp", Cue::HealthPlan),
    ("rxnorm", Cue::CodeSystem),
    ("rxs", Cue::OtherId),
    ("sample", Cue::Weak),
    ("savings", Cue::Account),
    ("schema", Cue::CodeSystem),
    ("scr", Cue::OtherId),
    ("script", Cue::Weak),
    ("seal", Cue::Weak),
    ("second", Cue::Spelled),
    ("sep", Cue::Month),
    ("sept", Cue::Month),
    ("september", Cue::Month),
    ("ser", Cue::Device),
    ("serial", Cue::Device),
    ("serials", Cue::Device),
    ("seven", Cue::Spelled),
    ("seventeen", Cue::Spelled),
    ("seventeenth", Cue::Spelled),
    ("seventh", Cue::Spelled),
    ("seventy", Cue::Spelled),
    ("site", Cue::Weak),
    ("six", Cue::Spelled),
    ("sixteen", Cue::Spelled),
    ("sixteenth", Cue::Spelled),
    ("sixth", Cue::Spelled),
    ("sixty", Cue::Spelled),
    ("slip", Cue::Weak),
    ("sn", Cue::Device),
    ("snomed", Cue::CodeSystem),
    ("soc", Cue::Ssn),
    ("social", Cue::Ssn),
    ("socialsecurity", Cue::Ssn),
    ("spec", Cue::Weak),
    ("specimen", Cue::OtherId),
    ("ssa", Cue::Ssn),
    ("ssid", Cue::OtherId),
    ("ssn", Cue::Ssn),
    ("ssns", Cue::Ssn),
    ("stimulator", Cue::Device),
    ("study", Cue::Weak),
    ("subject", Cue::Weak),
    ("subscr", Cue::HealthPlan),
    ("subscriber", Cue::HealthPlan),
    ("system", Cue::CodeSystem),
    ("tag", Cue::Vehicle),
    ("taxonomy", Cue::CodeSystem),
    ("tel", Cue::Phone),
    ("telephone", Cue::Phone),
    ("template", Cue::CodeSystem),
    ("ten", Cue::Spelled),
    ("tenth", Cue::Spelled),
    ("text", Cue::Phone),
    ("texted", Cue::Phone),
    ("the", Cue::Filler),
    ("third", Cue::Spelled),
    ("thirteen", Cue::Spelled),
    ("thirteenth", Cue::Spelled),
    ("thirtieth", Cue::Spelled),
    ("thirty", Cue::Spelled),
    ("three", Cue::Spelled),
    ("thumbprint", Cue::Biometric),
    ("ticket", Cue::Weak),
    ("tin", Cue::OtherId),
    ("trace", Cue::Weak),
    ("tracking", Cue::OtherId),
    ("transaction", Cue::Weak),
    ("tricare", Cue::HealthPlan),
    ("trip", Cue::Weak),
    ("twelfth", Cue::Spelled),
    ("twelve", Cue::Spelled),
    ("twentieth", Cue::Spelled),
    ("twenty", Cue::Spelled),
    ("two", Cue::Spelled),
    ("txn", Cue::OtherId),
    ("txt", Cue::Phone),
    ("uci", Cue::OtherId),
    ("udi", Cue::Device),
    ("uhc", Cue::HealthPlan),
    ("umrn", Cue::Mrn),
    ("url", Cue::Url),
    ("user", Cue::OtherId),
    ("userid", Cue::OtherId),
    ("username", Cue::OtherId),
    ("vehicle", Cue::Vehicle),
    ("version", Cue::CodeSystem),
    ("vin", Cue::Vehicle),
    ("visa", Cue::Account),
    ("visit", Cue::Weak),
    ("vm", Cue::Phone),
    ("voice", Cue::Phone),
    ("voicemail", Cue::Phone),
    ("voiceprint", Cue::Biometric),
    ("voucher", Cue::OtherId),
    ("warrant", Cue::OtherId),
    ("was", Cue::Filler),
    ("web", Cue::Url),
    ("website", Cue::Url),
    ("wellcare", Cue::HealthPlan),
    ("whatsapp", Cue::Phone),
    ("work", Cue::Phone),
    ("zero", Cue::Spelled),
    ("zeroth", Cue::Spelled),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_lower_case() {
        assert!(CUES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            CUES.iter()
                .all(|(word, _)| word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }

    #[test]
    fn looks_up() {
        assert_eq!(of("mrn"), Cue::Mrn);
        assert_eq!(of("mrnx"), Cue::None);
    }

    #[test]
    fn parts_of_camel_case_words_count() {
        assert_eq!(of_camel("subscriberId"), Cue::HealthPlan);
        assert_eq!(of_camel("userID"), Cue::OtherId);
        assert_eq!(of_camel("extraId"), Cue::Filler);
        assert_eq!(of_camel("McDonald"), Cue::None);
    }
}
