//! What a text touches that a law guards more than the rest: words and phrases, read as whole words in any case.
//!
//! A mention counts, whatever is said of it: "HIV negative" is the result of an HIV test too. Where the law turns on who
//! wrote a record and not on what it says (42 CFR Part 2, psychotherapy notes), only words count that name such a record
//! or such a program: a drug, a drink or a diagnosis in a family doctor's note is neither. And where only a text *of* such notes
//! counts, one that plainly just names them does not (`guarded/mention.rs`).

mod mention;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// Information that a law guards more than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guarded {
    /// Abortion and related care (Cal. Civ. Code 56.108).
    Abortion,
    /// Contraception (Cal. Civ. Code 56.101(c)).
    Contraception,
    /// Gender-affirming care (Cal. Civ. Code 56.101(c)).
    GenderAffirmingCare,
    /// Genetic tests and family risk (42 USC 1320d-9; state law).
    Genetic,
    /// HIV and other sexually transmitted infections (state law).
    Hiv,
    /// Mental health, as far as it is in the record (state law).
    MentalHealth,
    /// Care that a minor may keep from parents (45 CFR 164.502(g)(3)).
    MinorConfidential,
    /// Record of a substance use disorder program (42 CFR 2.11).
    Part2Record,
    /// Notes of a mental health professional kept apart from the record (45 CFR 164.501).
    PsychotherapyNotes,
    /// Reproductive health in general (Cal. Civ. Code 56.05).
    ReproductiveHealth,
    /// Counseling notes of a substance use disorder program, kept apart (42 CFR 2.11).
    SudCounselingNotes,
}

/// Phrases, one after the other behind a comma. A word that ends in `*` stands for all that begin so.
const PHRASES: [(Guarded, &str); 11] = [
    (
        Guarded::Abortion,
        "abortion*, termination of pregnancy, pregnancy termination, terminate the pregnancy, elective termination, \
         mifepristone, z33 2",
    ),
    (
        Guarded::Contraception,
        "contracept*, birth control, iud, iuds, nexplanon, depo provera, vasectomy, tubal ligation, levonorgestrel, \
         intrauterine device, mirena",
    ),
    (
        Guarded::GenderAffirmingCare,
        "gender affirm*, gender dysphoria, gender incongruence, gender transition, transgender, transsexual, trans woman, \
         trans man, trans boy, trans girl, nonbinary, puberty block*, cross sex hormone*, top surgery, bottom surgery, \
         vaginoplasty, phalloplasty, f64 0, f64 1, f64 2, f64 8, f64 9",
    ),
    (
        Guarded::Genetic,
        "genetic test*, genetic screen*, genetic counsel*, genetic result*, genetic risk, genetic panel, genetic carrier, \
         genetically positive, germline, pathogenic variant*, brca, brca1, brca2, lynch syndrome, huntington*, carrier screen*, \
         carrier status, karyotype*, exome, genome sequencing, apoe, apoe4, mlh1, msh2, palb2, hereditary cancer, \
         hereditary breast",
    ),
    (
        Guarded::Hiv,
        "hiv, hiv1, hiv2, aids diagnosis, antiretroviral*, cd4 count, biktarvy, truvada, descovy, genvoya, triumeq, \
         dolutegravir, pre exposure prophylaxis, post exposure prophylaxis, sexually transmitted, sti, stis, std, stds, \
         chlamydia*, gonorrh*, syphilis, neurosyphilis, genital herpes, trichomonas, trichomoniasis",
    ),
    (
        Guarded::MentalHealth,
        "mental health, behavioral health, psychiatr*, psychotherap*, suicid*, schizophreni*, schizoaffective, \
         bipolar disorder, bipolar i, bipolar ii, ptsd, self harm, borderline personality, psychosis",
    ),
    (
        Guarded::MinorConfidential,
        "minor consent, minor consented, asked for confidential, asks for confidential, wants confidential, \
         confidential contracept*, confidential birth control, confidential services, confidential std, confidential sti, minor s consent, confidential adolescent, confidential teen, \
         keep from her parents, keep from his parents, keep from their parents, keep this from my parents, \
         not tell her parents, not tell his parents, not tell their parents, not tell my parents, \
         not tell her mother, not tell his mother, not tell her mom, not tell his mom, not tell my mom, \
         not tell her father, not tell his father, not tell her dad, not tell his dad, not tell my dad, \
         parents do not know, parents don t know, without parental consent, without parental knowledge",
    ),
    (
        Guarded::Part2Record,
        "42 cfr part 2, part 2 record*, part 2 program*, part 2 protected, part 2 consent, methadone clinic, \
         methadone program, methadone maintenance, opioid treatment program*, opioid treatment clinic, suboxone clinic, \
         buprenorphine clinic, sud program, sud clinic, sud treatment program, sud treatment record*, \
         substance use program*, substance use treatment, substance use disorder program*, \
         substance use disorder treatment, substance use clinic, substance use counselor, substance abuse program*, \
         substance abuse treatment, substance abuse clinic, substance abuse counselor, addiction program, addiction clinic, \
         addiction treatment, addiction counselor, drug treatment program, drug and alcohol program, \
         drug and alcohol treatment, drug and alcohol counselor, alcohol and drug program, alcohol and drug treatment, \
         alcohol treatment program, drug rehab, alcohol rehab, detox program, detox unit, detox center, detox facility, \
         detoxification program, detoxification unit",
    ),
    (
        Guarded::PsychotherapyNotes,
        "psychotherapy note*, psychotherapy process note*, psychotherapy session note*, therapy process note*, \
         private therapy note*, psychoanalytic note*",
    ),
    (
        Guarded::ReproductiveHealth,
        "reproductive health, reproductive care, family planning, fertility treatment*, fertility clinic, infertility, ivf cycle*, ivf clinic, \
         in vitro fertilization, egg retrieval, egg freezing, sexual health, sexual assault",
    ),
    (
        Guarded::SudCounselingNotes,
        "sud counseling note*, substance use counseling note*, substance use disorder counseling note*, \
         substance abuse counseling note*, addiction counseling note*, drug counseling note*, alcohol counseling note*",
    ),
];

/// A word of a phrase: a whole word, or how it begins.
#[derive(Clone, Copy)]
enum Part {
    Begins(&'static str),
    Is(&'static str),
}

struct Phrase {
    about: Guarded,
    first: Part,
    rest: Vec<Part>,
}

/// The phrases by the first letters of their first word, of which each has at least so many.
static BY_START: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (about, list) in PHRASES {
        for phrase in list.split(',') {
            let mut parts = phrase.split_whitespace();
            let Some(first) = parts.next() else { continue };
            let (first, rest) = (part(first), parts.map(part).collect());
            all.entry(first.start())
                .or_default()
                .push(Phrase { about, first, rest });
        }
    }
    all
});

const START: usize = 2;

fn part(word: &'static str) -> Part {
    match word.strip_suffix('*') {
        Some(start) => Part::Begins(start),
        None => Part::Is(word),
    }
}

impl Part {
    fn start(self) -> &'static str {
        let (Part::Begins(word) | Part::Is(word)) = self;
        word.get(..START).unwrap_or(word)
    }

    fn fits(self, word: &str) -> bool {
        match self {
            Part::Begins(start) => word.starts_with(start),
            Part::Is(whole) => word == whole,
        }
    }
}

impl Phrase {
    /// The words that it is, if it stands at their beginning.
    fn at_start<'w, 't>(&self, words: &'w [Word<'t>]) -> Option<&'w [Word<'t>]> {
        let (own, _) = words.split_at_checked(self.rest.len() + 1)?;
        let (first, next) = own.split_first()?;
        let fits = |(part, word): (&Part, &Word<'_>)| part.fits(&word.small);
        (self.first.fits(&first.small) && self.rest.iter().zip(next).all(fits)).then_some(own)
    }

    /// Whether these words of the text are what the law guards, and do not only name it.
    fn counts(&self, text: &str, own: &[Word<'_>]) -> bool {
        let of_notes = matches!(
            self.about,
            Guarded::PsychotherapyNotes | Guarded::SudCounselingNotes
        );
        let ends = own.first().zip(own.last());
        !(of_notes
            && ends.is_some_and(|(first, last)| {
                mention::is_mention(text, first.at, last.at + last.written.len())
            }))
    }
}

/// A word of a text.
struct Word<'t> {
    at: usize,
    small: String,
    written: &'t str,
}

/// The words of a text, in order.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let written = part.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if !written.is_empty() {
            let small = written.to_lowercase();
            words.push(Word { at, small, written });
        }
        at += part.len();
    }
    words
}

/// What this text touches. Time grows no faster than the text.
#[must_use]
pub fn guarded(text: &str) -> BTreeSet<Guarded> {
    let words = words(text);
    let at = |from: usize| {
        let here = words.get(from..).unwrap_or_default();
        let start = here.first().and_then(|word| word.small.get(..START));
        let known = start.and_then(|start| BY_START.get(start));
        let known = known.into_iter().flatten();
        known
            .filter(move |phrase| {
                let own = phrase.at_start(here);
                own.is_some_and(|own| phrase.counts(text, own))
            })
            .map(|phrase| phrase.about)
    };
    (0..words.len()).flat_map(at).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn what_the_law_guards_is_seen() {
        use Guarded::{
            Abortion, Contraception, GenderAffirmingCare, Genetic, Hiv, MinorConfidential,
            Part2Record, PsychotherapyNotes, ReproductiveHealth, SudCounselingNotes,
        };
        for (text, about) in [
            ("Rapid HIV test negative.", Hiv),
            ("hiv-1 RNA undetectable on Biktarvy", Hiv),
            ("Treated for GONORRHEA last spring", Hiv),
            ("Medication abortion at seven weeks", Abortion),
            ("took mifepristone", Abortion),
            ("IUD strings seen", Contraception),
            ("Starts oral contraceptives", Contraception),
            ("Gender-affirming hormones continued", GenderAffirmingCare),
            ("Dx F64.0", GenderAffirmingCare),
            ("BRCA2 pathogenic variant in her sister", Genetic),
            ("sent for genetic counseling", Genetic),
            ("Minor's consent form signed", MinorConfidential),
            ("She asks that we do not tell her mom.", MinorConfidential),
            (
                "Record protected by 42 CFR Part 2; no redisclosure",
                Part2Record,
            ),
            ("Discharge summary of the methadone clinic", Part2Record),
            (
                "attends a substance use disorder treatment group",
                Part2Record,
            ),
            ("From my psychotherapy notes of Tuesday", PsychotherapyNotes),
            ("starts an IVF cycle", ReproductiveHealth),
            ("SUD counseling notes, week 3", SudCounselingNotes),
        ] {
            assert!(guarded(text).contains(&about), "{text}");
        }
    }

    #[test]
    fn ordinary_medicine_is_not() {
        for text in [
            "He drinks two beers on weekend nights and quit smoking.",
            "Continue buprenorphine 8 mg for opioid use disorder, follow up here.",
            "Hearing aids fitted; she wears both aids daily.",
            "Plan B is surgery if the stent fails.",
            "Mean gradient 12 mmHg; Medicare Part 2 of the form is blank.",
            "Process notes for the new sterilizer: sterilization log at 8.",
            "Counseling on diet given. Genetics of the strain were not studied.",
            "Physical therapy note: gait steady.",
            "Minor trauma, consents to closure.",
            "DTaP and MMR given, parents told what to expect.",
            "Family history of colon cancer, no abdominal pain",
            "Cardiac rehab twice a week, transferred to rehab.",
        ] {
            assert_eq!(guarded(text), BTreeSet::new(), "{text}");
        }
    }

    #[test]
    fn notes_that_are_only_named_are_not_there() {
        for text in [
            "Harriet Lindgren, DOB 3/14/1961. Release of: [x] labs [ ] psychotherapy notes [ ] bills",
            "☑ Visit notes ☐ Psychotherapy notes ☐ HIV",
            "☐ Mental health / psychotherapy notes",
            "[ ] Release psychotherapy notes",
            "Psychotherapy notes [ ]   Labs [x]",
            "( ) psychotherapy notes (needs its own form)",
            "___ Psychotherapy notes",
            "No psychotherapy notes are on file.",
            "Send the whole chart, excluding psychotherapy notes.",
            "All records except for psychotherapy notes",
            "This does not include any psychotherapy notes.",
            "The copy was made without psychotherapy notes.",
            "Psychotherapy notes require a separate authorization.",
            "Psychotherapy notes authorization: not signed",
            "An authorization for the release of psychotherapy notes is needed.",
            "Records to be released: labs, psychotherapy notes, billing",
            "Authorizes disclosure of: intake; progress notes; psychotherapy notes.",
            "No SUD counseling notes were kept.",
            "[ ] Substance use counseling notes",
        ] {
            let found = guarded(text);
            assert!(!found.contains(&Guarded::PsychotherapyNotes), "{text}");
            assert!(!found.contains(&Guarded::SudCounselingNotes), "{text}");
        }
    }

    #[test]
    fn notes_that_may_be_there_are() {
        for text in [
            "Psychotherapy notes",
            "PSYCHOTHERAPY NOTES - DO NOT RELEASE",
            "Do not release psychotherapy notes: he spoke of his brother.",
            "Not for the chart. Psychotherapy notes of Tuesday:",
            "[x] Psychotherapy notes [ ] Labs",
            "☐ Labs ☑ Psychotherapy notes",
            "Labs [x] psychotherapy notes [ ]",
            "[ ] Labs. From my psychotherapy notes:",
            "No labs. Psychotherapy notes follow.",
            "No change since my last psychotherapy notes.",
            "No psychotherapy notes in the chart, but from my own psychotherapy notes: she cried.",
            "Enclosed: labs, psychotherapy notes, billing",
            "Request: summarize psychotherapy notes of 3/4.",
            "Release of: psychotherapy notes",
            "Authorization on file. Psychotherapy notes, session 4: he spoke of his brother.",
            "Summarize my psychotherapy notes on Basil Adeyemi",
        ] {
            assert!(
                guarded(text).contains(&Guarded::PsychotherapyNotes),
                "{text}"
            );
        }
        assert!(guarded("SUD counseling notes").contains(&Guarded::SudCounselingNotes));
    }

    #[test]
    fn every_phrase_is_found_as_it_is_written() {
        for (about, list) in PHRASES {
            for phrase in list.split(',').map(|phrase| phrase.replace('*', "")) {
                assert!(guarded(&phrase).contains(&about), "{phrase}");
                let shouted = phrase.to_uppercase();
                assert!(guarded(&shouted).contains(&about), "{shouted}");
            }
        }
    }

    /// How many texts without any identifier, of every specialty, touch one of these.
    fn in_clean_texts(about: &[Guarded]) -> (usize, usize) {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let (mut all, mut touched) = (0, 0);
        for file in ["heldout/clean.txt", "train/clean.txt"] {
            let texts = fs::read_to_string(corpus.join(file)).unwrap();
            for text in texts.split("\n### ") {
                let found = guarded(text);
                all += 1;
                touched += usize::from(about.iter().any(|one| found.contains(one)));
            }
        }
        (all, touched)
    }

    #[test]
    fn ordinary_texts_are_seldom_held_and_never_refused() {
        let refused = [
            Guarded::Part2Record,
            Guarded::PsychotherapyNotes,
            Guarded::SudCounselingNotes,
        ];
        assert_eq!(in_clean_texts(&refused), (270, 0));
        let held = [
            Guarded::GenderAffirmingCare,
            Guarded::Genetic,
            Guarded::Hiv,
            Guarded::MinorConfidential,
        ];
        // Each speaks of an HIV or syphilis test or of a genetic one.
        assert_eq!(in_clean_texts(&held), (270, 7));
    }
}
