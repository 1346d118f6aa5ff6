//! Names of people, from word lists, form and context.
//!
//! Every capital word (and, where nobody writes capitals, every word that a title or a relation points at) opens a
//! possible run of name parts (`run`, made of `unit`s). Its own look, what stands before and what stands after
//! (`context`) are added up in points; enough points make it a candidate. Initials are read apart (`initials`, `signoff`), and so
//! are names in file names and keys (`identifier`).
//! Labels such as "Patient:" are `field`'s business, other mentions of a found person are `people`'s.

mod asked;
mod born;
mod caret;
mod census;
mod consulted;
mod context;
mod doubt;
mod garbled;
mod identifier;
mod initials;
mod introduced;
mod manner;
mod pair;
mod run;
mod signoff;
mod speaker;
mod surname;
mod unit;
mod wordy;
mod writer;

use super::{Candidate, Recognizer, Weight};
use crate::find::{Confidence, Role, Why};
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::reason::Dropped;
use crate::text::{Page, Token};
use context::Hint;
pub(crate) use manner::{Manner, Manners};
use run::Run;

pub(super) use doubt::doubts;
pub(super) use identifier::is_telling;
pub use surname::is_surname;
pub(super) use unit::back;
pub(crate) use unit::starts_sentence;
pub(super) use writer::{is_due, is_monogram};

/// Names of people.
pub(super) const NAME: Recognizer = Recognizer {
    id: "name",
    kinds: &[Kind::Name],
    about: "A person's name: by title, relation, credential, position, or because name lists know it.",
    find,
    examples: &[
        ("Seen with his wife Ngozi today.", "Ngozi"),
        ("Dr. May will call.", "May"),
        ("Mr. Will Cook states he will cook.", "Will Cook"),
        ("Signed Ingrid Sørensen, MD", "Ingrid Sørensen"),
        ("Pt: Ximena de la Torre Paz  33F", "Ximena de la Torre Paz"),
        ("Thibodeaux, Marcel was here", "Thibodeaux, Marcel"),
        ("cc R. Hume NP", "R. Hume"),
        (
            "mr. frank youngblood called about refills, will come in",
            "frank youngblood",
        ),
        ("MRS STUCKEY TAKES LASIX 40 MG", "STUCKEY"),
        ("told ED now. -mjw", "mjw"),
        ("Meds pended. SF, CMA", "SF"),
        ("see Harriet_Lindgren_MRI.pdf", "Harriet_Lindgren"),
        ("lindgren-harriet-1961.pdf", "lindgren-harriet"),
        ("open HarrietLindgren.docx", "HarrietLindgren"),
        ("lindgren_1961_03_14.pdf", "lindgren"),
        ("okonjo-tamsin-2024-05-06.docx", "okonjo-tamsin"),
        ("see lindgren-1961-03-14 now", "lindgren"),
        ("Scan_Lindgren_H_19610314.tif", "Lindgren_H"),
        ("mri_03_14_1961_smith_harriet_b.pdf", "smith_harriet_b"),
        ("mri_3_14_61_Lindgren.pdf", "Lindgren"),
        ("Hola Refugio, su cita", "Refugio"),
        ("hola cómo está doña herminia. ay", "herminia"),
        ("Ms. Por Vang came.", "Por Vang"),
        ("Prof. Matos and Capt. Long agree", "Long"),
        (
            "Wilhelmina \"Billie\" Prentiss is back.",
            "Wilhelmina \"Billie\" Prentiss",
        ),
    ],
    near_misses: &[
        "Parkinson disease, not essential tremor. No Babinski.",
        "Foley out. Sinemet 25/100 QID. McMurray pos.",
        "May take with food. Will call back. Hope to go home.",
        "Follow up in March. Rose bengal 0.",
        "NO MURPHY SIGN. MAG 4 G BOLUS.",
        "RRR, no M/R/G. Grade II murmur.",
        "Signed at the desk.    NPI 1881234565",
        "long_term_care, will_call, mark_read, grant_access.sh",
        "see discharge_summary.pdf",
        "Remove all names, SSN, MRN and dates. Never output Names, SSNs, MRNs, DOBs, or Addresses.",
        "Strip names, PHI, PII, NPI and URL values.",
        "Call your doctor. Take it with food. She told her sister. Stay calm.",
        "Escriba en español. Por favor llame al doctor. Tome una pastilla. Por Favor conteste.",
        "Esta noche. Pero no. Durante la cena. Para el dolor. Que pase. Qué hora es. Un comprimido. Responda.",
        "ParkinsonFoley.docx or jordan_river_map.pdf",
        "report_2024_05_06.pdf, summer_2024_05_06.docx, docker-2024-05-06.log, a_2024_05_06.txt",
        "notes_2024_v_05_lindgren.pdf, lindgren_scan_2024_05_06.pdf",
        "Degree DNP, FNP-C   Title RN",
        "Le digo al doctor. Si se desmaya, llame.",
        "Stickers on chart: Y Y Y Y Y. Explanted IPG returned",
    ],
};

/// A name, or why there is none.
type Read = Result<Candidate, Dropped>;

/// Points from which a run is a find.
const ENOUGH: i32 = 5;
/// Most initials of one name; more are the boxes of a form.
const INITIALS: usize = 3;
/// Points from which a find is fairly sure.
const FAIR: i32 = 9;
/// Points from which a find is sure.
const SURE: i32 = 15;

fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let manners = Manners::of(page);
    let mut at = 0;
    while at < page.tokens.len() {
        at = step(page, at, &manners, &mut |read| out.extend(read));
    }
    pair::find(page, &manners, out);
    initials::find(page, out);
    signoff::find(page, out);
    speaker::find(page, out);
    born::find(page, out);
    census::find(page, out);
    caret::find(page, out);
    garbled::find(page, out);
    asked::find(page, out);
    consulted::find(page, out);
    identifier::find(page, out);
    introduced::find(page, out);
    wordy::find(page, out);
}

/// Tells what begins at a token, or why it is no name, and says where to go on.
// It is called for every token; without the hint its two callers keep it from being put in place.
#[inline]
fn step(page: &Page<'_>, at: usize, manners: &Manners, tell: &mut impl FnMut(Read)) -> usize {
    let Some(token) = page.token(at).filter(|token| token.is_word()) else {
        tell(Err(Dropped::NoSign));
        return at + 1;
    };
    let capital = token.is_capital();
    if !capital && !is_pointed_at(page, at, token) && !token.known.any(Flags::ANY_NAME) {
        tell(Err(Dropped::NoSign));
        return at + 1;
    }
    let manner = manners.at(at);
    let plain = token
        .known
        .any(Flags::WORD | Flags::MEDICAL | Flags::EPONYM | Flags::PLACE);
    if !capital && plain && manner != Manner::Whispering && !is_pointed_at(page, at, token) {
        tell(Err(Dropped::NoSign));
        return at + 1;
    }
    let before = context::before(page, at, manner);
    if let Some(end) = kept(page, at, &before) {
        tell(Err(Dropped::KnownPhrase));
        return end + 1;
    }
    match run::read_run(page, at, manner, before.points >= 6, !capital) {
        Some(run) if run.first() > at => weigh(
            page,
            &run,
            manner,
            context::before(page, run.first(), manner),
            tell,
        ),
        Some(run) => weigh(page, &run, manner, before, tell),
        None => {
            tell(Err(Dropped::Glued));
            at + 1
        }
    }
}

/// Whether a word without a capital follows a title or another pointer to a person.
fn is_pointed_at(page: &Page<'_>, at: usize, token: &Token) -> bool {
    let before = back(at, 1 + usize::from(page.is_mark(back(at, 1), ".")));
    let pointer = page.token(before).is_some_and(|token| {
        token
            .known
            .any(Flags::TITLE | Flags::RELATION | Flags::ROLE)
    });
    if !pointer {
        return false;
    }
    let titled = page.among(before, &["doña", "dr", "mr", "mrs", "ms", "señora"]);
    let borne = token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
    let named = token.known.any(Flags::ANY_NAME)
        && !token.known.any(Flags::RARE | Flags::WORD_COMMON)
        && token.len() > 2;
    named || (titled && (borne || !token.known.any(Flags::WORD | Flags::MEDICAL)))
}

/// The end of a phrase that the keep-list, the gazetteer or the list of companies knows, unless a title stands before.
fn kept(page: &Page<'_>, at: usize, before: &Hint) -> Option<usize> {
    let (end, known) = page.phrase(at)?;
    let thing = known.any(
        Flags::MEDICAL
            | Flags::ORGANIZATION
            | Flags::FACILITY
            | Flags::STATE
            | Flags::COUNTRY
            | Flags::PLACE_COMMON,
    );
    (thing && !before.titled).then_some(end)
}

fn weigh(
    page: &Page<'_>,
    run: &Run,
    manner: Manner,
    before: Hint,
    tell: &mut impl FnMut(Read),
) -> usize {
    let after = context::after(page, run, manner);
    let points = run.score() + before.points + after.points + if run.turned { 3 } else { 0 };
    if run.initials() > INITIALS {
        tell(Err(Dropped::Unlikely));
        return run.last() + 1;
    }
    let dropped = match () {
        () if run.cores() == 0 => Dropped::Letter,
        () if !has_weight(page, run, manner, before) => Dropped::SmallLetters,
        () if !before.titled && points < ENOUGH => Dropped::FewSigns,
        () if !is_plausible(page, run, before, after) => Dropped::Unlikely,
        () => {
            tell(Ok(candidate(page, run, points, before, after)));
            return run.last() + 1;
        }
    };
    tell(Err(dropped));
    run.units.first().map_or(run.last(), |unit| unit.last) + 1
}

/// Small letters among capitals need a well-known given name with another, or somebody who points at them: in other
/// languages nearly every small word is somebody's name.
fn has_weight(page: &Page<'_>, run: &Run, manner: Manner, before: Hint) -> bool {
    let lower = page
        .token(run.first())
        .is_some_and(|token| !token.is_capital());
    let borne = run
        .units
        .iter()
        .any(|unit| unit.form == unit::Form::Core && unit.known.any(Flags::GIVEN_COMMON));
    !lower || manner == Manner::Whispering || (run.cores() > 1 && borne) || before.points >= 6
}

/// A lower-case or keep-list word needs more than a hint.
fn is_plausible(page: &Page<'_>, run: &Run, before: Hint, after: Hint) -> bool {
    let first = run.units.iter().find(|unit| unit.form == unit::Form::Core);
    let Some(first) = first.filter(|first| !first.known.any(Flags::TITLE) || !before.titled) else {
        return false;
    };
    let lower = page
        .token(first.first)
        .is_some_and(|token| !token.is_capital());
    let weak = first.score < unit::BREAK && run.cores() == 1 && !run.opens_with_initial();
    let sentence_end = run.opens_with_initial()
        && before.points <= 0
        && after.points <= 0
        && follows_word(page, run.first());
    if sentence_end {
        return false;
    }
    if opens_other_language(page, run, before, after) {
        return false;
    }
    let common = lower && first.known.any(Flags::WORD | Flags::MEDICAL);
    if before.titled {
        return !common || first.known.any(Flags::ANY_NAME);
    }
    let pointed = before.points >= 6 || after.points >= 6;
    !common && (!weak || pointed)
}

/// "Le digo al doctor", "Si se desmaya": two letters that open a sentence whose next word is no deed of a person.
fn opens_other_language(page: &Page<'_>, run: &Run, before: Hint, after: Hint) -> bool {
    let (at, next) = (run.first(), run.first() + 1);
    let short = run.last() == at && page.word(at).len() == 2 && starts_sentence(page, at);
    let goes_on = page.gap(next) == crate::text::Gap::Space
        && page
            .token(next)
            .is_some_and(|token| token.case == crate::text::Case::Lower);
    short && goes_on && before.points <= 1 && after.points <= 0
}

/// Whether a word or a number of the same sentence stands directly before: then "L." may end it.
fn follows_word(page: &Page<'_>, at: usize) -> bool {
    let before = back(at, 1);
    page.gap(at) == crate::text::Gap::Space && (page.is_word(before) || page.is_number(before))
}

fn candidate(page: &Page<'_>, run: &Run, points: i32, before: Hint, after: Hint) -> Candidate {
    let pointed = before.points >= 5 || after.points >= 4;
    let found = Candidate::new("name", Kind::Name, page.span(run.first(), run.last()));
    let found = if pointed {
        found.because(Weight::Context, Why::CONTEXT)
    } else {
        found.because(Weight::Guess, Why::LEXICON)
    };
    let confidence = match points {
        SURE.. => Confidence::Sure,
        FAIR.. => Confidence::Fair,
        _ if before.titled => Confidence::Fair,
        _ => Confidence::Check,
    };
    let role = after.role.or(before.role).unwrap_or(Role::Person);
    Candidate {
        role: Some(role),
        ..found.with(confidence)
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Page};
    use crate::lexicon::Lexicon;

    /// What a finder of names proposes in a text.
    pub(super) fn found(find: fn(&Page<'_>, &mut Vec<Candidate>), text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let mut out = Vec::new();
        find(&page, &mut out);
        let spans = out.iter().map(|one| page.slice(one.span).to_owned());
        spans.collect()
    }
}
