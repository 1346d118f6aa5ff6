//! Names with carets between their parts, as messages between systems write them, wherever one stands: `modality="DOBS^RUFUS"`.
//!
//! Codes stand so too, so that the second part must be what people are given as a first name.

use crate::find::Why;
use crate::kind::Kind;
use crate::lexicon::Flags;
use crate::recognize::{Candidate, Weight};
use crate::text::{Gap, Page};

/// Fewest letters of a surname and of a given name.
const SHORTEST: usize = 3;

pub(super) fn find(page: &Page<'_>, out: &mut Vec<Candidate>) {
    let firsts = (0..page.tokens.len()).filter(|at| begins(page, *at));
    out.extend(firsts.map(|first| {
        let span = page.span(behind_particle(page, first), end(page, first + 2));
        Candidate::new("name", Kind::Name, span)
            .because(Weight::Context, Why::PATTERN | Why::LEXICON)
    }));
}

/// Where the surname begins: "DE SALVO^PIERINA".
fn behind_particle(page: &Page<'_>, first: usize) -> usize {
    let before = first
        .checked_sub(1)
        .filter(|_| page.gap(first) == Gap::Space);
    let particle = before.filter(|at| {
        let token = page.token(*at);
        token.is_some_and(|token| token.is_capital() && token.known.any(Flags::PARTICLE))
    });
    particle.unwrap_or(first)
}

/// Whether a surname stands here and a given name behind the caret.
fn begins(page: &Page<'_>, at: usize) -> bool {
    joined(page, at + 1)
        && is_part(page, at)
        && is_part(page, at + 2)
        && page
            .token(at + 2)
            .is_some_and(|token| token.known.any(Flags::GIVEN | Flags::GIVEN_COMMON))
        && !(page.is_glued(at) && at > 0 && page.is_mark(at - 1, "^"))
}

fn joined(page: &Page<'_>, caret: usize) -> bool {
    page.is_mark(caret, "^") && page.is_glued(caret) && page.is_glued(caret + 1)
}

/// Whether a word could be a part of a name: a surname may be any word.
fn is_part(page: &Page<'_>, at: usize) -> bool {
    page.token(at).is_some_and(|token| {
        let other = Flags::MEDICAL | Flags::STATE | Flags::CREDENTIAL;
        token.is_capital() && token.len() >= SHORTEST && !token.known.any(other)
    })
}

/// The last part of the name: "DOBBS^RUFUS^L".
fn end(page: &Page<'_>, given: usize) -> usize {
    match joined(page, given + 1) && page.is_word(given + 2) {
        true => given + 2,
        false => given,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes() {
        let found = |text: &str| super::super::tests::found(find, text);
        assert_eq!(found("modality=\"DOBS^RUFUS\" held"), ["DOBS^RUFUS"]);
        assert_eq!(found("name=DE SALVO^PIERINA^R dob"), ["DE SALVO^PIERINA^R"]);
        assert_eq!(found("pid=8 name=KOROMA^ISAAC^B ok"), ["KOROMA^ISAAC^B"]);
        for code in [
            "718-7^HGB^LN",
            "^^DAYTON^OH^45402",
            "2106-3^White^HL7",
            "PRN^PH",
        ] {
            assert_eq!(found(code), [""; 0], "{code}");
        }
    }
}
