//! The end of a second number behind a whole one: "928-555-0155, then 0156", "701 555 0113, fax same but 0114".

use super::super::candidate::Weight;
use super::super::{Candidate, code};
use super::{Number, PHONE};
use crate::find::Why;
use crate::kind::Kind;
use crate::text::{Gap, Page};

/// How many digits the line of an exchange has.
const LINE: usize = 4;
/// How many of them two numbers of one house share.
const ALIKE: usize = 2;
/// How many tokens may stand between them.
const REACH: usize = 5;

/// Proposes what is left of a second number.
pub(super) fn find(page: &Page<'_>, numbers: &[Number], out: &mut Vec<Candidate>) {
    for number in numbers {
        let line = page.word(number.last);
        let head = line
            .get(line.len().saturating_sub(LINE)..)
            .and_then(|line| line.get(..ALIKE));
        let reach = number.last + 1..=number.last + REACH;
        let near = reach.take_while(|at| page.gap(*at) < Gap::Line);
        let found = near.filter(|at| is_line(page, *at, head)).last();
        out.extend(found.map(|at| {
            let second = Candidate::new(PHONE.id, Kind::Phone, page.span(at, at)).hard();
            second.because(Weight::Context, Why::PATTERN)
        }));
    }
}

/// Whether a number by itself is the last four digits of one that begins alike.
fn is_line(page: &Page<'_>, at: usize, head: Option<&str>) -> bool {
    let alone = page.gap(at) >= Gap::Space || page.is_mark(at.saturating_sub(1), "/");
    page.is_number(at)
        && page.word(at).len() == LINE
        && page.word(at).get(..ALIKE) == head
        && alone
        && page.closes(at)
        && !code::measured(page, at + 1)
}
