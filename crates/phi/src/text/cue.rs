//! Words that say what the number beside them is: "MRN", "fax", "DOB", "acct".
//!
//! One sorted list, looked up once per word while cutting tokens. A cue alone finds nothing; recognizers and fields
//! use cues to raise, lower or kill what a pattern found.

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
    /// No cue at all.
    None,
    /// Another thing that carries a number: claim, accession, badge.
    OtherId,
    /// A telephone.
    Phone,
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
        !matches!(self, Self::None | Self::Filler)
    }
}

/// What a lower-case word announces.
pub(crate) fn of(word: &str) -> Cue {
    let found = CUES.binary_search_by_key(&word, |(cue, _)| cue).ok();
    found
        .and_then(|at| CUES.get(at))
        .map_or(Cue::None, |(_, cue)| *cue)
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
    ("anthem", Cue::HealthPlan),
    ("app", Cue::Weak),
    ("appointment", Cue::Weak),
    ("appt", Cue::Weak),
    ("assigned", Cue::Filler),
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
    ("car", Cue::Vehicle),
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
    ("cigna", Cue::HealthPlan),
    ("ck", Cue::Weak),
    ("claim", Cue::OtherId),
    ("claims", Cue::OtherId),
    ("clia", Cue::License),
    ("code", Cue::Filler),
    ("conf", Cue::OtherId),
    ("confirm", Cue::Filler),
    ("confirmation", Cue::OtherId),
    ("confirmed", Cue::Filler),
    ("contact", Cue::Phone),
    ("control", Cue::Weak),
    ("coverage", Cue::HealthPlan),
    ("cpt", Cue::CodeSystem),
    ("creditcard", Cue::Account),
    ("csn", Cue::OtherId),
    ("cvx", Cue::CodeSystem),
    ("dea", Cue::License),
    ("debit", Cue::Account),
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
    ("ein", Cue::OtherId),
    ("email", Cue::Email),
    ("emailed", Cue::Email),
    ("employee", Cue::OtherId),
    ("emr", Cue::Mrn),
    ("emrn", Cue::Mrn),
    ("encounter", Cue::OtherId),
    ("ending", Cue::Filler),
    ("ends", Cue::Filler),
    ("enrollment", Cue::OtherId),
    ("ext", Cue::Phone),
    ("faceprint", Cue::Biometric),
    ("facsimile", Cue::Fax),
    ("fax", Cue::Fax),
    ("faxed", Cue::Fax),
    ("faxes", Cue::Fax),
    ("fhir", Cue::CodeSystem),
    ("file", Cue::Filler),
    ("fin", Cue::Account),
    ("fingerprint", Cue::Biometric),
    ("fingerprints", Cue::Biometric),
    ("flight", Cue::Weak),
    ("form", Cue::Weak),
    ("four", Cue::Filler),
    ("fx", Cue::Fax),
    ("group", Cue::HealthPlan),
    ("grp", Cue::HealthPlan),
    ("guar", Cue::Account),
    ("guarantor", Cue::Account),
    ("hcpcs", Cue::CodeSystem),
    ("healthplan", Cue::HealthPlan),
    ("hearing", Cue::Weak),
    ("her", Cue::Filler),
    ("hicn", Cue::HealthPlan),
    ("his", Cue::Filler),
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
    ("job", Cue::Weak),
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
    ("mastercard", Cue::Account),
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
    ("new", Cue::Filler),
    ("no", Cue::Filler),
    ("nos", Cue::Filler),
    ("npi", Cue::OtherId),
    ("npis", Cue::OtherId),
    ("nr", Cue::Filler),
    ("num", Cue::Filler),
    ("number", Cue::Filler),
    ("numbers", Cue::Filler),
    ("oarrs", Cue::OtherId),
    ("of", Cue::Filler),
    ("office", Cue::Phone),
    ("on", Cue::Filler),
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
    ("routing", Cue::Account),
    ("run", Cue::Weak),
    ("rx", Cue::OtherId),
    ("rxgrp", Cue::HealthPlan),
    ("rxnorm", Cue::CodeSystem),
    ("rxs", Cue::OtherId),
    ("sample", Cue::Weak),
    ("savings", Cue::Account),
    ("scr", Cue::OtherId),
    ("script", Cue::Weak),
    ("seal", Cue::Weak),
    ("ser", Cue::Device),
    ("serial", Cue::Device),
    ("serials", Cue::Device),
    ("site", Cue::Weak),
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
    ("tag", Cue::Vehicle),
    ("taxonomy", Cue::CodeSystem),
    ("tel", Cue::Phone),
    ("telephone", Cue::Phone),
    ("text", Cue::Phone),
    ("texted", Cue::Phone),
    ("the", Cue::Filler),
    ("their", Cue::Filler),
    ("thumbprint", Cue::Biometric),
    ("ticket", Cue::Weak),
    ("tin", Cue::OtherId),
    ("trace", Cue::Weak),
    ("tracking", Cue::OtherId),
    ("transaction", Cue::Weak),
    ("tricare", Cue::HealthPlan),
    ("trip", Cue::Weak),
    ("truck", Cue::Vehicle),
    ("txn", Cue::OtherId),
    ("txt", Cue::Phone),
    ("uci", Cue::OtherId),
    ("udi", Cue::Device),
    ("uhc", Cue::HealthPlan),
    ("umrn", Cue::Mrn),
    ("under", Cue::Filler),
    ("url", Cue::Url),
    ("user", Cue::OtherId),
    ("userid", Cue::OtherId),
    ("username", Cue::OtherId),
    ("value", Cue::Filler),
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
    ("with", Cue::Filler),
    ("work", Cue::Phone),
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
