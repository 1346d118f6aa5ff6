//! Words that say what the number beside them is: "MRN", "fax", "DOB", "acct".
//!
//! One sorted list, looked up once per word while cutting tokens. A cue alone finds nothing; recognizers and fields
//! use cues to raise, lower or kill what a pattern found.

mod list;

use std::sync::LazyLock;

use super::head::head;
use list::CUES;

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
    let held = |at: usize| TABLE.get(at).copied().flatten();
    let mut alike = (home(wanted)..).map_while(|at| held(at % SLOTS));
    alike
        .find(|entry| entry.head == wanted && entry.word == word)
        .map_or(Cue::None, |entry| entry.cue)
}

/// A word of the list, with its first letters.
#[derive(Clone, Copy)]
struct Entry {
    head: u64,
    word: &'static str,
    cue: Cue,
}

/// Slots of the table: four times as many as there are words, so that most words are not in it at the first look.
const SLOTS: usize = 2048;

/// The list by the hash of its words' first letters: a word stands in its slot, or in the next that was free.
static TABLE: LazyLock<Vec<Option<Entry>>> = LazyLock::new(|| {
    let mut table = vec![None; SLOTS];
    for (word, cue) in CUES {
        let head = head(word);
        let mut slots = (home(head)..).map(|at| at % SLOTS);
        let free = slots.find(|at| matches!(table.get(*at), Some(None)));
        if let Some(slot) = free.and_then(|at| table.get_mut(at)) {
            *slot = Some(Entry {
                head,
                word,
                cue: *cue,
            });
        }
    }
    table
});

/// Every word finds a free slot behind its own, and every search one that ends it.
const _: () = assert!(CUES.len() * 2 < SLOTS);

/// The slot where the search for a word begins.
fn home(head: u64) -> usize {
    (head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize
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
