//! Days of service as forms and remittances print them, in columns and without marks: "0115 011526" (from and through), "12 28 25"
//! of a claim form whose other days have a year of four figures.

use super::calendar;
use crate::text::{Gap, Page};

/// The last token of the days that begin at a token.
pub(super) fn at(page: &Page<'_>, start: usize, is_form: bool) -> Option<usize> {
    from_through(page, start).or_else(|| short(page, start).filter(|_| is_form))
}

/// Whether a page writes days with blanks between their parts: a claim form.
pub(super) fn is_form(page: &Page<'_>) -> bool {
    let mut starts = page.numbers.iter().map(|at| *at as usize);
    starts.any(|start| {
        let parts = parts(page, start, [2, 2, 4]);
        parts.is_some_and(|parts| calendar::is_packed_american(&parts.concat()))
    })
}

/// "0115 011526": month and day, then a whole day that is no earlier in the same year.
fn from_through(page: &Page<'_>, start: usize) -> Option<usize> {
    let (from, through) = (page.word(start), page.word(start + 1));
    let near = page.is_number(start + 1) && (Gap::Space..=Gap::Wide).contains(&page.gap(start + 1));
    let free = !page.is_glued(start) && !page.is_glued(start + 2);
    let shaped = from.len() == 4 && through.len() == 6 && near && free;
    let day = |figures: &str| {
        let (month, day) = figures.split_at_checked(2)?;
        calendar::is_month_and_day([month, day]).then_some(())
    };
    let ends = through.get(..4)?;
    (shaped && day(from).is_some() && day(ends).is_some() && from <= ends).then_some(start + 1)
}

/// "12 28 25", in a column or a numbered box of its own.
fn short(page: &Page<'_>, start: usize) -> Option<usize> {
    let [month, day, _] = parts(page, start, [2, 2, 2])?;
    let column = page.gap(start) >= Gap::Wide && page.gap(start + 3) >= Gap::Wide;
    let apart = column || follows_box(page, start);
    (apart && calendar::is_month_and_day([month, day])).then_some(start + 2)
}

/// Whether what stands before a token on its line is no more than the number of a form's box: "14 12 28 25", "31a 08 11 1943".
pub(super) fn follows_box(page: &Page<'_>, start: usize) -> bool {
    let letter = start
        .checked_sub(1)
        .filter(|at| page.is_word(*at) && page.is_glued(*at) && page.word(*at).len() == 1);
    let number = letter.unwrap_or(start).checked_sub(1);
    number.is_some_and(|at| {
        let short = page.is_number(at) && page.word(at).len() <= 2;
        short && page.gap(at) >= Gap::Line && page.gap(start) == Gap::Space
    })
}

/// Three numbers of these lengths with one blank between them.
fn parts<'t>(page: &Page<'t>, start: usize, lengths: [usize; 3]) -> Option<[&'t str; 3]> {
    let at = [start, start + 1, start + 2];
    let apart = at.iter().skip(1).all(|at| page.gap(*at) == Gap::Space);
    let parts = at.map(|at| page.word(at));
    let fits = at.iter().all(|at| page.is_number(*at)) && parts.map(str::len) == lengths;
    (apart && fits).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn days(text: &str) -> Vec<String> {
        let page = Page::new(text, None, &Lexicon::shipped());
        let form = is_form(&page);
        let starts = page.numbers.iter().map(|start| *start as usize);
        let found = starts.filter_map(|start| Some(page.span(start, at(&page, start, form)?)));
        found.map(|span| page.slice(span).to_owned()).collect()
    }

    #[test]
    fn days_of_service() {
        assert_eq!(days("HOFB0001  0115 011526 45385  980.00"), ["0115 011526"]);
        assert_eq!(days("3  08 11 1943  M\n14  12 28 25  431"), ["12 28 25"]);
        assert_eq!(days("3 08 11 1943 M\n14 12 28 25 431"), ["12 28 25"]);
    }

    #[test]
    fn what_only_looks_so() {
        for text in [
            "14  12 28 25  431",
            "0120 011526",
            "1340 134026",
            "call 0115 555012",
            "room 0115 0115267",
        ] {
            assert!(days(text).is_empty(), "{text}");
        }
    }
}
