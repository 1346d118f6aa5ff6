//! Reads what the detector says of the text.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::part::{Part, Unknown, texts};
use super::text;
use crate::errand::Found;
use crate::facts::Content;
use crate::words::content::Sensitive;
use crate::words::{Export, Phi};
use crate::words::{among, plain};

/// Guarded information, with the words people use for it.
pub(super) const SENSITIVE: [(Sensitive, &str); 11] = [
    (
        Sensitive::Abortion,
        "abortion abortion_related abortion_care pregnancy_termination",
    ),
    (Sensitive::Contraception, "contraception contraceptive"),
    (
        Sensitive::GenderAffirmingCare,
        "gender_affirming_care gender_affirming gender_care",
    ),
    (
        Sensitive::Genetic,
        "genetic genetics genetic_information genetic_test genetic_testing",
    ),
    (Sensitive::Hiv, "hiv hiv_sti sti std hiv_status hiv_aids"),
    (
        Sensitive::MentalHealth,
        "mental_health behavioral_health mental_health_record therapy therapy_session therapy_notes psychiatric",
    ),
    (
        Sensitive::MinorConfidential,
        "minor_confidential minor minors minor_consent minor_confidential_care minors_confidential_care",
    ),
    (
        Sensitive::Part2Sud,
        "part2_sud part2 sud substance_use part2_record sud_record substance_use_disorder sud_program_record",
    ),
    (
        Sensitive::PsychotherapyNotes,
        "psychotherapy_notes psychotherapy_note psychotherapy",
    ),
    (
        Sensitive::ReproductiveHealth,
        "reproductive_health reproductive reproductive_care sensitive_services",
    ),
    (
        Sensitive::SudCounselingNotes,
        "sud_counseling_notes sud_counseling part2_counseling_notes",
    ),
];

/// What the text holds, and what the detector says beyond its class.
pub(super) fn read(mut part: Part, text: &str, unknown: &mut Unknown) -> (Content, Found) {
    let phi = part.word("phi", unknown, Phi::named);
    let letters = part.texts("identifiers").unwrap_or_default();
    if !letters.iter().all(|letter| is_letter(letter)) {
        unknown.add(part.place("identifiers"));
    }
    let mut found = Found {
        age_over_89: false,
        claimed_deidentified: phi == Some(Phi::Deidentified),
        derived_code: false,
        patient_records: records(&mut part, unknown),
        sensitive: BTreeSet::new(),
        small_zip: false,
    };
    for word in part.texts("sensitive").unwrap_or_default() {
        sensitive(&word, &mut found, unknown);
    }
    residue(&mut part, &mut found);
    found.claimed_deidentified |= text::claims_deidentified(text);
    // Whoever names a left-over identifier speaks of a text that should have none.
    found.claimed_deidentified |= found.small_zip || found.age_over_89 || found.derived_code;
    text::read(text, &letters, &mut found);
    let content = Content {
        export: Export::None,
        hard: 0,
        identifiers: identifiers(letters, phi),
        phi: phi.unwrap_or(Phi::Identified),
        uncertain: 0,
    };
    part.finish(unknown);
    (content, found)
}

/// The letters of the Safe Harbor identifiers, 45 CFR 164.514(b)(2)(i).
fn is_letter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'A'..=b'R'])
}

/// One find for each letter. What a limited data set may keep is no find.
fn identifiers(letters: BTreeSet<String>, phi: Option<Phi>) -> BTreeMap<String, u32> {
    let kept = phi == Some(Phi::LimitedDataSet);
    let letters = letters.into_iter();
    let letters = letters.filter(|letter| !(kept && matches!(letter.as_str(), "B" | "C" | "R")));
    letters.map(|letter| (letter, 1)).collect()
}

fn records(part: &mut Part, unknown: &mut Unknown) -> u32 {
    let Some(count) = part.take("patient_records") else {
        return 0;
    };
    count
        .as_u64()
        .map(|count| u32::try_from(count).unwrap_or(u32::MAX))
        .unwrap_or_else(|| {
            unknown.add(part.place("patient_records"));
            u32::MAX
        })
}

/// Some things that are listed as sensitive are left-over identifiers.
fn sensitive(word: &str, found: &mut Found, unknown: &mut Unknown) {
    let word = plain(word);
    match word.as_str() {
        "zip3_restricted" | "restricted_zip3" | "small_zip" => found.small_zip = true,
        "age_over_89" => found.age_over_89 = true,
        "derived_code" | "reid_code_derived" => found.derived_code = true,
        _ => match among(&SENSITIVE, &word) {
            Some(known) => drop(found.sensitive.insert(known)),
            None => unknown.add("detected.sensitive"),
        },
    }
}

/// Reads ZIP codes, ages and codes where they are given.
fn residue(part: &mut Part, found: &mut Found) {
    for key in ["zip3", "zip", "zips", "zip_codes"] {
        found.small_zip |= part.take(key).is_some_and(|value| has_small_zip(&value));
    }
    for key in ["age", "ages", "max_age"] {
        found.age_over_89 |= part.take(key).is_some_and(|value| has_great_age(&value));
    }
}

/// First digits of ZIP codes where 20,000 people or fewer live, in any of the last three censuses
/// (45 CFR 164.514(b)(2)(i)(B)).
const SMALL: &str =
    "036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893";

/// First digits for which no census counts anybody, each or the first and last of a run: unknown is not more than 20,000.
/// 000 is what is written instead.
const NOBODY: &str = "001-005 008 055 090-099 192 213 269 311 332 340 343 345 348 353 375 399 419 428-429 459 509 517-519 \
    529 533 536 552 555 568-569 578-579 589 621 632 642-643 649 659 663 682 694-699 702 709 715 732-733 742 771 817-819 \
    839 842 848-849 854 858 861-862 866-869 872 876 885-889 892 896 899 901 909 929 938 942 962-966 969 987";

/// Whether it is a ZIP code of such a place. Cut short or in full, the first three digits count.
pub(super) fn is_small_zip(zip: &str) -> bool {
    let figures = zip.chars().all(|digit| digit.is_ascii_digit());
    let prefix = zip.get(..3).filter(|_| figures);
    prefix.is_some_and(|prefix| {
        let among = |run: &str| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            (first..=last).contains(&prefix)
        };
        SMALL.split(' ').any(|known| known == prefix) || NOBODY.split_whitespace().any(among)
    })
}

/// Whether one of the ZIP codes is.
pub(super) fn has_small_zip(value: &Value) -> bool {
    match value {
        Value::String(zip) => is_small_zip(zip),
        _ => texts(value).is_some_and(|zips| zips.iter().any(|zip| is_small_zip(zip))),
    }
}

/// Whether it is an age over 89 and not a year.
pub(super) fn is_great_age(age: &str) -> bool {
    age.parse().is_ok_and(|age: u8| age > 89)
}

/// Whether one of the ages is over 89.
pub(super) fn has_great_age(value: &Value) -> bool {
    match value {
        Value::Array(ages) => ages.iter().any(has_great_age),
        age => age.as_u64().is_some_and(|age| age > 89),
    }
}
