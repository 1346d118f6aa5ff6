//! Practices that are called after what they treat: "Piedmont Hand and Wrist", "Maternal Fetal Medicine of the Carolinas",
//! "Shaker Colorectal Specialists"; and whoever answers the telephone: "Thank you for calling Kids Plus".
//!
//! No word of theirs says "hospital" or "clinic", so it is the form that tells: a proper name, then two things that are
//! treated; a service and a region; a proper name, a specialty and those who practice it. Without capitals a town before
//! such a house is told by the house: "the levelland clinic".

use super::facility::is_plain_facility;
use super::{Place, Weight, is_proper, pointed};
use crate::lexicon::Flags;
use crate::recognize::name::back;
use crate::text::{Case, Cue, Gap, Page, Token};

/// What practices treat or do.
const TREATED: &[&str] = &[
    "allergy",
    "ankle",
    "arthritis",
    "arthroscopy",
    "asthma",
    "audiology",
    "balance",
    "bone",
    "brain",
    "breast",
    "cancer",
    "cardiology",
    "cataract",
    "colon",
    "colorectal",
    "cornea",
    "cosmetic",
    "dental",
    "dermatology",
    "diabetes",
    "digestive",
    "ear",
    "endocrine",
    "endocrinology",
    "endoscopy",
    "ent",
    "eye",
    "facial",
    "feeding",
    "fertility",
    "fetal",
    "foot",
    "gastroenterology",
    "glaucoma",
    "gynecology",
    "hand",
    "head",
    "headache",
    "hearing",
    "heart",
    "hematology",
    "hernia",
    "hip",
    "imaging",
    "immunology",
    "infusion",
    "joint",
    "kidney",
    "knee",
    "language",
    "laser",
    "liver",
    "lung",
    "maxillofacial",
    "medicine",
    "migraine",
    "neck",
    "nephrology",
    "neurology",
    "neurosurgery",
    "nose",
    "nutrition",
    "obstetrics",
    "oncology",
    "oral",
    "orthodontics",
    "orthopaedics",
    "orthopedics",
    "pain",
    "pediatrics",
    "pelvic",
    "podiatry",
    "psychiatry",
    "pulmonary",
    "pulmonology",
    "radiology",
    "rectal",
    "rehab",
    "rehabilitation",
    "retina",
    "rheumatology",
    "shoulder",
    "sinus",
    "skin",
    "sleep",
    "speech",
    "spine",
    "sports",
    "surgery",
    "swallowing",
    "throat",
    "thyroid",
    "urology",
    "vascular",
    "vein",
    "vision",
    "voice",
    "wound",
    "wrist",
];

/// Who practices, or where.
const HOUSES: &[&str] = &[
    "associates",
    "center",
    "centre",
    "clinic",
    "consultants",
    "group",
    "institute",
    "partners",
    "physicians",
    "specialists",
    "surgeons",
];

/// A practice that begins at a capital word.
pub(super) fn read(page: &Page<'_>, at: usize) -> Option<Place> {
    let rest = || {
        let row = follows(page, at + 1);
        row.then(|| {
            two_things(page, at)
                .or_else(|| of_region(page, at))
                .or_else(|| specialists(page, at))
        })
    };
    let last = greeted(page, at).or_else(|| rest().flatten())?;
    Some(Place {
        first: at,
        last,
        weight: Weight::Context,
    })
}

/// A town without a capital before a house, or initials before what they run: "levelland clinic", "UMC wound clinic".
pub(super) fn read_house(page: &Page<'_>, at: usize) -> Option<Place> {
    let token = page.token(at).filter(|token| !token.known.any(OTHER))?;
    let town =
        token.case == Case::Lower && token.known.any(Flags::PLACE) && token.gap <= Gap::Space;
    let initials = token.case == Case::Upper && token.len() >= 3;
    let house = at + 1 + usize::from(initials && is_ward(page, at + 1));
    let told = page.gap(house) == Gap::Space && is_plain_facility(page.word(house));
    let due = pointed(page, at) || page.is_mark(back(at, 1), "/") || page.is(back(at, 1), "with");
    ((town || initials) && told).then_some(Place {
        first: at,
        last: house,
        weight: if town || due {
            Weight::Context
        } else {
            Weight::Guess
        },
    })
}

/// What a word before a house is when it is no town and nobody's initials.
const OTHER: Flags = Flags(
    Flags::WORD.0
        | Flags::MEDICAL.0
        | Flags::STATE.0
        | Flags::COUNTRY.0
        | Flags::CREDENTIAL.0
        | Flags::ROLE.0
        | Flags::FACILITY_WORD.0,
);

/// Whether a word in small letters says which of its houses: "wound clinic".
fn is_ward(page: &Page<'_>, at: usize) -> bool {
    let small = page
        .token(at)
        .is_some_and(|token| token.case == Case::Lower && token.gap == Gap::Space);
    small && !is_plain_facility(page.word(at))
}

fn is_treated(page: &Page<'_>, at: usize) -> bool {
    follows(page, at) && page.among(at, TREATED)
}

/// Whether a capital word follows by one space.
fn follows(page: &Page<'_>, at: usize) -> bool {
    page.token(at)
        .is_some_and(|token| token.is_capital() && token.is_word() && token.gap == Gap::Space)
}

fn is_and(page: &Page<'_>, at: usize) -> bool {
    page.gap(at) == Gap::Space && (page.is(at, "and") || page.is_mark(at, "&"))
}

/// Whether a word names and means nothing that is treated.
fn is_own(page: &Page<'_>, at: usize, token: &Token) -> bool {
    let other = Flags::WORD_COMMON
        | Flags::MEDICAL
        | Flags::EPONYM
        | Flags::TITLE
        | Flags::ROLE
        | Flags::RELATION
        | Flags::CREDENTIAL;
    let town = token.known.any(Flags::PLACE_COMMON);
    let named =
        town || token.known.any(Flags::PLACE | Flags::ANY_NAME) || !token.known.any(Flags::WORD);
    token.is_capital()
        && token.len() > 2
        && named
        && (town || !token.known.any(other))
        && !page.among(at, TREATED)
        && !page.among(at, HOUSES)
}

/// "Piedmont Hand and Wrist", "SEABREEZE RETINA AND CATARACT": one or two words of its own, then two things.
fn two_things(page: &Page<'_>, at: usize) -> Option<usize> {
    let own = |at: usize| page.token(at).is_some_and(|token| is_own(page, at, token));
    let first = (at + 1..=at + 2).find(|next| is_treated(page, *next))?;
    let named = own(at) && (first == at + 1 || (own(at + 1) && follows(page, at + 1)));
    if !named {
        return None;
    }
    let mut last = first;
    while is_treated(page, last + 1) {
        last += 1;
    }
    let second =
        Some(last + 2).filter(|second| is_and(page, last + 1) && is_treated(page, *second))?;
    Some(houses(page, second))
}

/// Over the words behind it that say who practices.
fn houses(page: &Page<'_>, last: usize) -> usize {
    let more =
        |at: &usize| follows(page, *at) && (page.among(*at, HOUSES) || page.among(*at, TREATED));
    (last + 1..last + 4).take_while(more).last().unwrap_or(last)
}

/// "Maternal Fetal Medicine of the Carolinas", "Oral Surgery of Dayton": a service of two words or more, and a region.
fn of_region(page: &Page<'_>, at: usize) -> Option<usize> {
    let opens = !(follows(page, at) && page.token(back(at, 1)).is_some_and(Token::is_capital));
    let named = |next: &usize| *next == at || follows(page, *next);
    let service = (at..at + 5)
        .take_while(named)
        .last()
        .filter(|service| *service > at)?;
    let of = service + 1;
    let place = of + 1 + usize::from(page.is(of + 1, "the"));
    let treats = page.among(service, TREATED)
        || page.among(service, HOUSES) && (at..service).any(|at| page.among(at, TREATED));
    let region = page.token(place).is_some_and(|token| {
        let listed = token.known.any(Flags::PLACE | Flags::STATE);
        is_proper(token) && !token.known.any(Flags::WORD_COMMON) && (listed || place > of + 1)
    });
    (opens && treats && page.is(of, "of") && region && follows(page, place)).then_some(place)
}

/// "Shaker Colorectal Specialists": a word of its own, a specialty, and those who practice it.
fn specialists(page: &Page<'_>, at: usize) -> Option<usize> {
    page.token(at)
        .filter(|token| is_own(page, at, token) || heads_letter(page, at, token))?;
    let mut next = at + 1;
    while is_treated(page, next) {
        next += 1;
    }
    let house = next > at + 1 && follows(page, next) && page.among(next, HOUSES);
    house.then_some(next)
}

/// Whether a word that is not a common one begins a line, as practices print theirs.
fn heads_letter(page: &Page<'_>, at: usize, token: &Token) -> bool {
    let other = Flags::WORD_COMMON | Flags::MEDICAL | Flags::ROLE | Flags::CREDENTIAL;
    let begins = at == 0 || token.gap >= Gap::Line;
    begins
        && token.is_capital()
        && token.len() > 3
        && !token.known.any(other)
        && !page.among(at, TREATED)
}

/// "Thank you for calling Piedmont Hand and Wrist, this is": what answers, up to the next mark.
fn greeted(page: &Page<'_>, at: usize) -> Option<usize> {
    let thanked = (2..=4).any(|by| {
        ["thank", "thanks"]
            .iter()
            .any(|word| page.is(back(at, by), word))
    });
    let called = page.is(back(at, 1), "calling") && page.is(back(at, 2), "for") && thanked;
    let title = page
        .token(at)
        .is_some_and(|token| token.known.any(Flags::TITLE | Flags::ORGANIZATION));
    if !called || title || !follows(page, at) {
        return None;
    }
    let links = |at: usize| is_and(page, at) || page.is(at, "of") || page.is(at, "the");
    let mut last = at;
    loop {
        let linked = (last + 1..last + 3).take_while(|at| links(*at)).count();
        let next = last + 1 + linked;
        let whole = page
            .phrase(at)
            .is_some_and(|(end, known)| end >= next && known.any(Flags::ORGANIZATION));
        if whole || !follows(page, next) || next > at + 8 {
            break;
        }
        last = next;
    }
    let insures = |at: usize| {
        let plan = page
            .token(at)
            .is_some_and(|token| token.cue == Cue::HealthPlan);
        plan || page.among(at, INSURER)
    };
    (last > at && !(at..=last).any(insures)).then_some(last)
}

/// Words in the names of those who insure: whose plan somebody has is not where they are.
const INSURER: &[&str] = &[
    "benefits",
    "blue",
    "claims",
    "cross",
    "department",
    "health",
    "plan",
    "plans",
    "provider",
    "services",
    "shield",
    "support",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let all = 0..page.tokens.len();
        let read = all.filter_map(|at| {
            let capital = page.token(at)?.is_capital();
            read(&page, at)
                .filter(|_| capital)
                .or_else(|| read_house(&page, at))
        });
        read.map(|place| page.slice(page.span(place.first, place.last)).to_owned())
            .collect()
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(
            [HOUSES, INSURER, TREATED]
                .iter()
                .all(|list| list.is_sorted())
        );
    }

    #[test]
    fn practices_by_what_they_treat() {
        for (text, name) in [
            (
                "Thank you for calling Piedmont Hand and Wrist, this is Bo.",
                "Piedmont Hand and Wrist",
            ),
            ("thanks for calling Kids Plus, how can I help", "Kids Plus"),
            (
                "\"display\":\"Cheektowaga Speech and Feeding\"",
                "Cheektowaga Speech and Feeding",
            ),
            (
                "33 SEABREEZE RETINA AND CATARACT  561",
                "SEABREEZE RETINA AND CATARACT",
            ),
            (
                "seen at Dayton Ear, Dayton Foot & Ankle Specialists",
                "Dayton Foot & Ankle Specialists",
            ),
            (
                "To: Maternal Fetal Medicine of the Carolinas   Fax",
                "Maternal Fetal Medicine of the Carolinas",
            ),
            ("with Oral Surgery of Dayton next", "Oral Surgery of Dayton"),
            (
                "Cobblestone Dental Group   Statement 3/1",
                "Cobblestone Dental Group",
            ),
            (
                "Nurse Navigator\nShaker Colorectal Specialists | 3461",
                "Shaker Colorectal Specialists",
            ),
            (
                "in one week at the levelland clinic and see",
                "levelland clinic",
            ),
            ("sharing w/ UMC wound clinic.", "UMC wound clinic"),
        ] {
            assert!(
                found(text).contains(&name.to_owned()),
                "{text}: {:?}",
                found(text)
            );
        }
    }

    #[test]
    fn what_is_treated_is_no_practice() {
        for text in [
            "Left Hand and Wrist pain. Bilateral Foot and Ankle films",
            "LEFT HAND AND WRIST, HEAD AND NECK EXAM",
            "Department of Surgery. Chief of Medicine of note",
            "Thank you for calling Mrs. Okonjo back. Thanks for calling Cigna today",
            "Thank you for calling Highmark Blue Shield provider line",
            "General Surgery, Pain Management Specialists",
            "the wound clinic, seen in clinic, INR clinic",
            "Head and Neck: supple. Ear, Nose and Throat",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
