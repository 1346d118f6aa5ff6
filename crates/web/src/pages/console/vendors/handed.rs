//! A signed paper that is handed in with a form about a vendor: kept sealed, with its hash, as every file that proves
//! something.

use anteroom_office::paper::{NotAPaper, Paper};
use anteroom_office::{Desk, Document, OfficeError};

use crate::page::{Fields, Files, Reader, Sent, Wrong, sentence};

/// The field of the file.
const FIELD: &str = "paper";

/// The paper that was chosen; none where none was, or where it cannot be kept, which is said.
fn paper(reader: &mut Reader<'_>, files: Files) -> Option<Paper> {
    let mut files = files.into_iter();
    let file = files.find(|file| file.field == FIELD && !file.content.is_empty())?;
    let paper = Paper::of(file.content);
    paper.map_err(|why| reader.stop(FIELD, &says(why))).ok()
}

/// Says that a paper must be chosen again, where something else stopped the form: files are not kept before records are.
fn again(paper: Option<&Paper>, wrong: &mut Vec<Wrong>) {
    if paper.is_some() {
        let says = "Choose the file again: it was not kept, since something else is not right yet.";
        wrong.push(Wrong::new(FIELD, says));
    }
}

/// Why a file is not taken, as a sentence.
fn says(why: NotAPaper) -> String {
    sentence(&why.to_string())
}

/// Takes in a paper, to be kept with the record that is written next.
pub(super) fn kept(
    desk: &Desk,
    paper: Option<&Paper>,
    what: &str,
) -> Result<Option<Document>, OfficeError> {
    paper
        .map(|paper| desk.attach(&paper.named(what), paper.content().to_vec()))
        .transpose()
}

/// A form with a paper: what was read of it, or the form again with what is wrong.
pub(super) fn read<T>(
    handed_in: Option<(Sent, Files)>,
    read: impl FnOnce(&mut Reader<'_>, bool) -> Option<T>,
) -> Result<(T, Option<Paper>), Fields> {
    let Some((sent, files)) = handed_in else {
        let large = vec![Wrong::new(FIELD, &says(NotAPaper::Large))];
        return Err(Fields::again(&Sent::of_query(None), large));
    };
    let mut reader = Reader::of(&sent);
    let paper = paper(&mut reader, files);
    let found = read(&mut reader, paper.is_some());
    match reader.finish(found) {
        Ok(found) => Ok((found, paper)),
        Err(mut wrong) => {
            again(paper.as_ref(), &mut wrong);
            Err(Fields::again(&sent, wrong))
        }
    }
}
