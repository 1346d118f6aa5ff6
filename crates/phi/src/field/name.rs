//! How far a name behind a label reaches.
//!
//! "Patient: Lindgren, Harriet A., DOB 3/14/1961": capitals, initials, particles, suffixes and one comma go on; the
//! next label, a sex, an age or the end of the sentence does not.

use crate::lexicon::Flags;
use crate::span::Span;
use crate::text::{Case, Class, Cue, Gap, Page, Token};

/// Most tokens of one name.
const LONGEST: usize = 12;
/// Most words of one name.
const WORDS: usize = 6;

/// The words of a name that begins at a token, or behind one opening mark there.
pub(super) fn read(page: &Page<'_>, from: usize) -> Option<Span> {
    let first = (from..from + 2).find(|at| page.is_word(*at))?;
    if page.gap(first) > Gap::Wide
        || (first > from && !matches!(page.word(from), "\"" | "(" | "_" | "*" | "**"))
    {
        return None;
    }
    let mut reader = Reader {
        page,
        first,
        last: None,
        words: 0,
        comma: None,
    };
    let mut tokens = first..first + LONGEST;
    tokens.find(|at| (*at > first && page.gap(*at) > Gap::Space) || !reader.takes(*at));
    let last = reader.last?;
    let words = || {
        (first..=last)
            .filter_map(|at| page.token(at))
            .filter(|token| token.is_word())
    };
    let told = words().any(|token| {
        token.known.any(Flags::ANY_NAME) || !token.known.any(Flags::WORD | Flags::MEDICAL)
    });
    (told && words().count() <= WORDS).then(|| page.span(first, last))
}

/// A name while it is read.
struct Reader<'p, 't> {
    page: &'p Page<'t>,
    first: usize,
    /// Its last word so far.
    last: Option<usize>,
    /// How many words it has, compounds counted once.
    words: usize,
    /// How many of them stand before its comma.
    comma: Option<usize>,
}

impl Reader<'_, '_> {
    /// Whether the name goes on over a token.
    fn takes(&mut self, at: usize) -> bool {
        let Some(token) = self.page.token(at) else {
            return false;
        };
        match token.class {
            Class::Word => self.takes_word(at, token),
            Class::Mark => self.takes_mark(at),
            Class::Number => false,
        }
    }

    fn takes_word(&mut self, at: usize, token: &Token) -> bool {
        let suffix = is_suffix(self.page, at);
        let goes_on = !is_label(self.page, at, token)
            && !self.is_sex(at, token)
            && !self.is_apart(at, token)
            && (suffix || self.is_name_word(at, token));
        if goes_on {
            self.last = Some(at);
            self.words += usize::from(token.gap != Gap::None && !suffix);
        }
        goes_on
    }

    fn takes_mark(&mut self, at: usize) -> bool {
        let page = self.page;
        match page.word(at) {
            "," if page.gap(at + 1) > Gap::Space => false,
            "," if is_suffix(page, at + 1) => true,
            "," => self.comma.replace(self.words).is_none(),
            "." => {
                page.is_glued(at)
                    && page
                        .token(at - 1)
                        .is_some_and(|token| self.is_short(at - 1, token))
            }
            "-" | "'" => page.is_glued(at),
            mark => matches!(mark, "\"" | "(" | ")"),
        }
    }

    /// Whether a full stop behind a word shortens it and does not end the sentence: "A.", "Jr.", "St.", "Wm.".
    fn is_short(&self, at: usize, token: &Token) -> bool {
        let listed = Flags::GIVEN_COMMON | Flags::SURNAME | Flags::WORD;
        token.len() == 1
            || is_suffix(self.page, at)
            || token.known.any(Flags::PARTICLE)
            || (token.len() <= 4 && !token.known.any(listed))
    }

    /// Whether a letter is the patient's sex: behind the comma of a full name, or before an age.
    fn is_sex(&self, at: usize, token: &Token) -> bool {
        let page = self.page;
        let letter = matches!(page.word(at), "F" | "M" | "U" | "X");
        let closes = self
            .comma
            .is_some_and(|before| before > 1 && before == self.words);
        let comma = usize::from(page.is_mark(at + 1, ","));
        let age = page
            .token(at + 1 + comma)
            .is_some_and(|next| next.is_number() && next.len() <= 3);
        letter
            && token.gap != Gap::None
            && !page.is_mark(at + 1, ".")
            && (closes || (self.words > 1 && age))
    }

    /// Whether a word that could be a name is none where it stands: "Harriet Lindgren, Son", "Lindgren, Harriet A. He".
    fn is_apart(&self, at: usize, token: &Token) -> bool {
        let stopped = at > self.first && self.page.is_mark(at - 1, ".");
        let closed = self
            .comma
            .is_some_and(|before| before > 1 && before == self.words);
        let other = Flags::CREDENTIAL | Flags::RELATION | Flags::ROLE | Flags::TITLE;
        let borne = token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
        let next = self
            .page
            .token(at + 1)
            .filter(|next| next.gap == Gap::Space);
        let goes_on = next.is_some_and(|next| next.case == Case::Lower || next.is_number());
        let word = token.known.any(Flags::WORD_COMMON) && goes_on;
        (stopped || closed) && !borne && (word || (closed && token.known.any(other)))
    }

    fn is_name_word(&self, at: usize, token: &Token) -> bool {
        let first = at == self.first;
        let opening = self.page.token(self.first);
        let lower = opening.is_some_and(|token| token.case == Case::Lower);
        is_name_word(token, lower, first)
    }
}

/// Whether the next field begins here: "DOB", "SSN", "Sex:".
fn is_label(page: &Page<'_>, at: usize, token: &Token) -> bool {
    let colon = page.is_glued(at + 1) && page.is_mark(at + 1, ":");
    let borne = token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
    colon || (token.cue.is_strong() && token.cue != Cue::Weak && !borne)
}

/// "Jr", "III".
fn is_suffix(page: &Page<'_>, at: usize) -> bool {
    ["jr", "sr", "ii", "iii", "iv"]
        .iter()
        .any(|one| page.is(at, one))
}

fn is_name_word(token: &Token, lower: bool, first: bool) -> bool {
    let barred = Flags::CREDENTIAL
        | Flags::TITLE
        | Flags::RELATION
        | Flags::ROLE
        | Flags::SPEECH
        | Flags::MONTH
        | Flags::WEEKDAY;
    let named = token.known.any(Flags::ANY_NAME);
    if !first && token.len() == 1 && token.case == Case::Capital {
        return true;
    }
    if token.known.any(barred) && !named {
        return false;
    }
    if token.known.any(Flags::CREDENTIAL) && token.case == Case::Upper && token.len() <= 4 && !first
    {
        return false;
    }
    if lower {
        let borne = token.known.any(Flags::GIVEN_COMMON | Flags::SURNAME_COMMON);
        let plain =
            token.known.any(Flags::WORD_COMMON) || (token.known.any(Flags::MEDICAL) && !borne);
        return (named && !plain)
            || (!token.known.any(Flags::WORD | Flags::MEDICAL) && token.len() > 2)
            || token.known.any(Flags::PARTICLE) && !first;
    }
    let plain = token
        .known
        .any(Flags::WORD_COMMON | Flags::MEDICAL | Flags::FACILITY_WORD)
        && !named;
    (token.is_capital() && !plain) || (token.known.any(Flags::PARTICLE) && !first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn name(text: &str) -> String {
        let labeled = format!(": {text}");
        let page = Page::new(&labeled, None, &Lexicon::shipped());
        let span = read(&page, 1).unwrap_or(Span { start: 0, end: 0 });
        page.slice(span).to_owned()
    }

    #[test]
    fn a_name_ends_where_the_next_thing_begins() {
        for (text, expected) in [
            ("Harriet Lindgren, DOB 3/14/1961", "Harriet Lindgren"),
            ("HARRIET LINDGREN, DOB 3/14/1961", "HARRIET LINDGREN"),
            ("Harriet Lindgren DOB 3/14/1961", "Harriet Lindgren"),
            ("harriet lindgren dob 3/14/1961", "harriet lindgren"),
            ("Harriet Lindgren, SSN 512-44-9081", "Harriet Lindgren"),
            ("Harriet Lindgren, MRN 5510283", "Harriet Lindgren"),
            ("Harriet Lindgren, F", "Harriet Lindgren"),
            ("Harriet Lindgren, F, 64", "Harriet Lindgren"),
            ("Harriet Lindgren F 64", "Harriet Lindgren"),
            ("Harriet Lindgren, 64F", "Harriet Lindgren"),
            ("Harriet Lindgren, Female", "Harriet Lindgren"),
            ("LINDGREN, HARRIET F 64", "LINDGREN, HARRIET"),
            ("Will Grant. The plan is rest", "Will Grant"),
            ("Will Grant. Hope is high", "Will Grant"),
            ("Harriet L. He has pain", "Harriet L"),
            ("Earl O'Dell, Son, 614-555-0142", "Earl O'Dell"),
            ("Lindgren, Harriet A. DOB 3/14/1961", "Lindgren, Harriet A"),
            ("Lindgren, Harriet, MD", "Lindgren, Harriet"),
            ("thomas lindgren", "thomas lindgren"),
            ("patrick evans dob 3/14/1961", "patrick evans"),
            ("MRN 5510283", ""),
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_goes_on_over_its_parts() {
        for text in [
            "Lindgren, Harriet",
            "Lindgren, Harriet A",
            "Lindgren, F",
            "Lindgren, Jr., Harriet",
            "Lindgren, Harriet, Jr",
            "O'Brien-Smith, Mary Kate",
            "Cruz Paz, Hope",
            "J. R. Lindgren",
            "Wm. Grant",
            "Harriet St. James",
            "Mary F",
            "Case, Virgil",
        ] {
            assert_eq!(name(text), text);
        }
    }
}
