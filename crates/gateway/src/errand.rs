//! What is asked, by whom and through which service, where the practice keeps records of the connection.

use std::collections::BTreeSet;

use anteroom_audit::Word;
use anteroom_intake::Guarded;
use anteroom_office::standing::{Address, Grounds};
use anteroom_phi::Rare;
use anteroom_policy::{Circumstances, Errand, Found, Region, Sensitive, Task, UseCase};

use crate::decide::Question;
use crate::upstream;

/// What a request is for when neither it nor its key says: general text, through which no patient information goes.
const UNSAID: &str = "office_operations";

/// The records behind one request, and what is asked of the service.
pub(crate) struct Recorded {
    pub(crate) deployment: anteroom_policy::Deployment,
    pub(crate) errand: Errand,
}

/// Nothing for a connection that no service on file names: its approval speaks for it.
pub(crate) fn recorded(question: Question<'_>, found: Found) -> Option<Recorded> {
    let Grounds {
        deployment,
        mut evidence,
        place,
    } = grounds(question)?;
    let use_case = use_case(question);
    let connection = &question.route.connection.name;
    evidence.compliance_reviewed &= question.standings.is_signed(use_case, connection);
    let user = question.asker.asking(use_case);
    Some(Recorded {
        deployment,
        errand: Errand {
            circumstances: circumstances(question, use_case, place.region),
            evidence,
            found,
            output: use_case.output(),
            place,
            practice_kind: question.standings.profile().kind(),
            states: states(question),
            task: Task {
                fields: BTreeSet::new(),
                protocol: None,
                use_case,
            },
            user,
        },
    })
}

/// What the practice said of itself, and the consent that the request names; whatever nobody said is read the strict way.
fn circumstances(question: Question<'_>, use_case: UseCase, region: Region) -> Circumstances {
    let profile = question.standings.profile();
    let consent = covering(question, use_case).is_some();
    Circumstances {
        // A consent is on file only as somebody checked it, use by use.
        part2_checked: consent,
        part2_consent: consent,
        medicaid: profile.medicaid.unwrap_or(true),
        medicaid_allows_region: profile.medicaid_regions.contains(&region),
        medicaid_unsaid: profile.medicaid.is_none(),
        ..Circumstances::default()
    }
}

/// The reference of the consent on file that the request names, where it covers what the request is for and where it goes.
fn covering<'q>(question: Question<'q>, use_case: UseCase) -> Option<&'q Word> {
    let connection = &question.route.connection.name;
    question.part2_consent.filter(|reference| {
        let standings = question.standings;
        standings.has_part2_consent(reference.as_str(), use_case, connection)
    })
}

/// The consent that the text is used under: none for a text that needs none.
pub(crate) fn part2_consent<'q>(
    question: Question<'q>,
    use_case: UseCase,
    guarded: &BTreeSet<Guarded>,
) -> Option<&'q Word> {
    let needs_one = guarded.contains(&Guarded::Part2Record);
    covering(question, use_case).filter(|_| needs_one)
}

/// Further states whose law counts: those of the practice, and the patient's home where the request names it.
fn states(question: Question<'_>) -> BTreeSet<String> {
    let patient = question.patient_state.map(|state| state.code().to_owned());
    let practice = question.standings.profile().states.iter().cloned();
    practice.chain(patient).collect()
}

/// What the records say of the address that the request would go to.
fn grounds(question: Question<'_>) -> Option<Grounds> {
    let connection = &question.route.connection;
    let url = upstream::endpoint(&connection.base_url, question.endpoint.path()).ok();
    let address = Address {
        host: connection.host.as_str(),
        port: url.as_ref().and_then(reqwest::Url::port),
        path: url.as_ref().map_or("", reqwest::Url::path),
    };
    question.standings.grounds(connection, &address)
}

/// What a request is for: by its own word, its key's, or general text.
pub(crate) fn use_case(question: Question<'_>) -> UseCase {
    question
        .use_case
        .or(question.asker.use_case)
        .or_else(|| UseCase::named(UNSAID))
        .unwrap_or(UseCase::UNLISTED)
}

/// What the text touches, as far as a finder can know it.
///
/// Nobody says of a request that its text was de-identified, and no code shows what it was made of; whole codes are finds. A
/// list of patients is told by what each has of their own (`inspect.rs`): two names are too often one person, or a relative
/// whose plan it is, for a count.
pub(crate) fn found(guarded: &BTreeSet<Guarded>, rare: Rare) -> Found {
    Found {
        age_over_89: rare.age_over_89,
        claimed_deidentified: false,
        derived_code: false,
        patient_records: 0,
        sensitive: guarded.iter().copied().map(sensitive).collect(),
        small_zip: rare.small_zip,
    }
}

fn sensitive(guarded: Guarded) -> Sensitive {
    match guarded {
        Guarded::Abortion => Sensitive::Abortion,
        Guarded::Contraception => Sensitive::Contraception,
        Guarded::GenderAffirmingCare => Sensitive::GenderAffirmingCare,
        Guarded::Genetic => Sensitive::Genetic,
        Guarded::Hiv => Sensitive::Hiv,
        Guarded::MentalHealth => Sensitive::MentalHealth,
        Guarded::MinorConfidential => Sensitive::MinorConfidential,
        Guarded::Part2Record => Sensitive::Part2Sud,
        Guarded::PsychotherapyNotes => Sensitive::PsychotherapyNotes,
        Guarded::ReproductiveHealth => Sensitive::ReproductiveHealth,
        Guarded::SudCounselingNotes => Sensitive::SudCounselingNotes,
    }
}
