//! `scrub --check`: where something was found, without a word of it.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anteroom_intake::{Document, Inspected};
use anteroom_phi::{Confidence, Engine, Kind};

use super::source;
use super::tally::Tally;
use super::walk::Roots;
use super::{input, sure};
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

/// Checks one text as `--check` always did, or any number of files and folders.
pub(super) fn run(engine: &Engine, paths: &[PathBuf], json: bool) -> Outcome {
    let mut check = Check {
        engine,
        json,
        found: false,
        failed: false,
    };
    match paths {
        [] => check.text(None)?,
        [path] if !path.is_dir() => check.text(Some(path))?,
        _ => check.files(paths)?,
    }
    Ok(match check {
        Check { found: true, .. } => Exit::No,
        Check { failed: true, .. } => Exit::Environment,
        _ => Exit::Done,
    })
}

struct Check<'e> {
    engine: &'e Engine,
    json: bool,
    found: bool,
    failed: bool,
}

impl Check<'_> {
    fn text(&mut self, file: Option<&Path>) -> Result<(), Failure> {
        let document = Document::read(input::text(file)?, file.and_then(source::promised));
        let name = file.map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        let mut tally = Tally::default();
        self.document(&name, &document, 0, &mut tally)?;
        self.end(&name, &tally)
    }

    fn files(&mut self, paths: &[PathBuf]) -> Result<(), Failure> {
        for file in Roots::to_read(paths).files() {
            match file {
                Ok(file) => self.file(&file.path)?,
                Err(lost) => self.fail(&lost.path, &lost.reason),
            }
        }
        Ok(())
    }

    /// Checks one of several files. One that cannot be read is told and does not end the others.
    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let name = path.display().to_string();
        let mut tally = Tally::default();
        for (above, document) in source::documents(path).enumerate() {
            match document {
                Ok(document) => self.document(&name, &document, above, &mut tally)?,
                Err(error) => {
                    self.fail(path, &format!("{error:#}"));
                    return Ok(());
                }
            }
        }
        self.end(&name, &tally)
    }

    fn fail(&mut self, path: &Path, reason: &str) {
        self.failed = true;
        terminal::warn(format_args!("{}: {reason}", path.display()));
    }

    /// One line a find: where it is and what kind. `above` lines stand before the document.
    fn document(
        &mut self,
        name: &str,
        document: &Document,
        above: usize,
        tally: &mut Tally,
    ) -> Result<(), Failure> {
        let inspected = document.inspect(self.engine)?;
        tally.add(document, &inspected, None);
        if self.json {
            return Ok(());
        }
        let mut places = Places::new(document.source());
        for (span, kind, confidence) in marks(document, &inspected) {
            let (line, column) = places.at(span.start);
            let (line, kind, sure) = (above + line, kind.plain().0, sure(confidence));
            terminal::line(format_args!("{name}:{line}:{column} {kind} ({sure})"))?;
        }
        Ok(())
    }

    fn end(&mut self, name: &str, tally: &Tally) -> Result<(), Failure> {
        self.found |= !tally.is_empty();
        match self.json {
            true => terminal::json(&serde_json::json!({ "file": name, "found": tally.found() })),
            false => Ok(()),
        }
    }
}

/// Where in the source something was found, from first to last.
fn marks(document: &Document, inspected: &Inspected) -> Vec<(Range<usize>, Kind, Confidence)> {
    let inside = inspected.findings.finds.iter().map(|find| {
        let span = document.written(find.segment, &(find.span.start..find.span.end));
        (span, find.kind, find.confidence)
    });
    let outside = inspected.outside.iter();
    let outside = outside.map(|find| (find.span.start..find.span.end, find.kind, find.confidence));
    let mut marks: Vec<_> = inside.chain(outside).collect();
    marks.sort_by_key(|(span, ..)| span.start);
    marks
}

/// Lines and columns of ascending byte offsets, counted once over the text.
pub(super) struct Places<'t> {
    rest: std::str::CharIndices<'t>,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            rest: text.char_indices(),
            line: 1,
            column: 1,
        }
    }

    /// The line and column, both from 1, of the character at this byte.
    pub(super) fn at(&mut self, byte: usize) -> (usize, usize) {
        while self.rest.offset() < byte {
            match self.rest.next() {
                Some((_, '\n')) => (self.line, self.column) = (self.line + 1, 1),
                Some(_) => self.column += 1,
                None => break,
            }
        }
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_count_lines_and_characters() {
        let mut places = Places::new("é\nab\r\nc");
        assert_eq!(places.at(0), (1, 1));
        assert_eq!(places.at(4), (2, 2));
        assert_eq!(places.at(7), (3, 1));
    }
}
