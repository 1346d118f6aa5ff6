//! `scrub --out`: many documents, several at once, each to the same place under another folder.
//!
//! One thread walks, some scrub, this one tells. They hand on a few documents at a time, so that memory does not grow with
//! their number. A document that cannot be done is told and does not end the others.
//!
//! For a report over all documents those that an earlier run has finished are read once more: nothing is kept of single files,
//! and what the same detector finds in the same file is the same.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anteroom_gateway::{Clock, Replacing};
use anteroom_intake::{Document, Format};
use anteroom_phi::{Engine, Report, Segment};
use anyhow::Context as _;

use super::record::{Making, Record};
use super::source::{self, Source};
use super::tally::{Summary, Tally};
use super::target::{self, Target};
use super::walk::{Found, Lost, Roots};
use super::{Scrub, draft::Draft, report};
use crate::cli::version;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal::{self, Status};

/// Scrubs every document that the paths lead to.
pub(super) fn run(engine: &Engine, asked: &Scrub, out: &Path) -> Outcome {
    check(asked, out)?;
    let roots = Roots::new(&asked.paths)?;
    let work = Work::new(engine, asked, out, &roots)?;
    let jobs = asked.jobs.or_else(|| thread::available_parallelism().ok());
    let summary = work.all(&roots, jobs.map_or(1, NonZeroUsize::get));
    if let Some(file) = &asked.report {
        report::write(file, &summary.report())?;
    }
    if asked.json {
        terminal::json(&summary.json())?;
    }
    summary.tell();
    Ok(if summary.has_failed() {
        Exit::Environment
    } else {
        Exit::Done
    })
}

/// Whether what was asked for goes together.
fn check(asked: &Scrub, out: &Path) -> Result<(), Failure> {
    if asked.paths.is_empty() {
        return Err(Failure::usage(
            "name the files and folders that are to be scrubbed",
        ));
    }
    report::check(asked)?;
    let Some(maps) = &asked.maps else {
        return Ok(());
    };
    if !asked.way().is_reversible() {
        return Err(Failure::usage(
            "this mode has no way back, so there are no maps; leave --maps out",
        ));
    }
    target::check_parted(out, maps)
}

/// What every worker needs.
struct Work<'e> {
    engine: &'e Engine,
    way: Replacing,
    clock: Clock,
    out: Target,
    maps: Option<Target>,
    record: Record,
    /// Whether finished documents are counted for a report.
    reports: bool,
}

/// What became of one file.
struct Ended {
    path: PathBuf,
    /// Whether its name holds something that was found.
    named: bool,
    how: anyhow::Result<End>,
}

enum End {
    Done(Format, Tally),
    /// An earlier run has finished it.
    Skipped(Option<Report>),
}

impl<'e> Work<'e> {
    fn new(engine: &'e Engine, asked: &Scrub, out: &Path, roots: &Roots) -> Result<Self, Failure> {
        let (way, clock) = (asked.way(), Clock::system());
        let out = Target::open(out, false, roots)?;
        let maps = asked.maps.as_deref();
        let maps = maps
            .map(|maps| Target::open(maps, true, roots))
            .transpose()?;
        let now = clock.now();
        let year = now.to_zoned(jiff::tz::TimeZone::UTC).year();
        let making = Making {
            detector: version::detector(),
            mode: way.code().to_owned(),
            year: (way == Replacing::SafeHarbor).then_some(year),
        };
        let record = Record::open(&out, &making, now)?;
        Ok(Self {
            engine,
            way,
            clock,
            out,
            maps,
            record,
            reports: asked.report.is_some(),
        })
    }

    /// Does everything, `jobs` documents at a time.
    fn all(&self, roots: &Roots, jobs: usize) -> Summary {
        let (found, taken) = sync_channel(jobs * 4);
        let (ended, told) = sync_channel(jobs * 4);
        let taken = Mutex::new(taken);
        thread::scope(|scope| {
            scope.spawn(move || roots.files().try_for_each(|file| found.send(file)));
            for _ in 0..jobs {
                let (taken, ended) = (&taken, ended.clone());
                scope.spawn(move || self.work(taken, &ended));
            }
            drop(ended);
            tell(told)
        })
    }

    /// Takes one file after another until there are no more.
    fn work(&self, taken: &Mutex<Receiver<Result<Found, Lost>>>, ended: &SyncSender<Ended>) {
        let next = || taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok(file) = next() {
            let end = match file {
                Ok(file) => self.file(file),
                Err(lost) => Ended {
                    path: lost.path,
                    named: false,
                    how: Err(anyhow::Error::msg(lost.reason)),
                },
            };
            if ended.send(end).is_err() {
                return;
            }
        }
    }

    fn file(&self, file: Found) -> Ended {
        let named = self.is_telling(&file.place);
        let how = self.scrub(&file);
        if how.is_err() {
            // What an earlier run has made of it, from another content or with other settings, must not pass for done.
            drop(fs::remove_file(self.out.place(&file.place)));
        }
        Ended {
            path: file.path,
            named,
            how,
        }
    }

    /// Whether something is found in the name of a file or of a folder above it.
    fn is_telling(&self, place: &Path) -> bool {
        let names: Vec<_> = place.iter().map(OsStr::to_string_lossy).collect();
        let names: Vec<Segment<'_>> = names.iter().map(|name| Segment::alone(name)).collect();
        let found = self.engine.inspect(&names);
        found.is_ok_and(|found| !found.is_empty())
    }

    fn scrub(&self, file: &Found) -> anyhow::Result<End> {
        let map = file.place.with_added_extension("map");
        // Taken before the file is read: what changes afterwards is newer.
        let now = self.clock.now();
        let about = fs::metadata(&file.path)?;
        if self.is_finished(&about, &file.place, &map) {
            return Ok(End::Skipped(self.report(&file.path)?));
        }
        let source = source::open(&file.path)?;
        let mut draft = self.out.draft().context("cannot write")?;
        let maps = self.maps.as_ref().map(Target::draft).transpose();
        let mut maps = maps.context("cannot write the map")?;
        let format = source.format();
        let tally = self.source(source, &mut draft, maps.as_mut())?;
        draft.date(now.into()).context("cannot write")?;
        // The map first: a document without its map could not be led back.
        if let Some((target, maps)) = self.maps.as_ref().zip(maps) {
            target.put(maps, &map).context("cannot write the map")?;
        }
        self.out.put(draft, &file.place).context("cannot write")?;
        Ok(End::Done(format, tally))
    }

    /// What was done in a finished document, if that is asked for.
    fn report(&self, path: &Path) -> anyhow::Result<Option<Report>> {
        if !self.reports {
            return Ok(None);
        }
        let tally = self.source(source::open(path)?, &mut io::sink(), None)?;
        Ok(tally.into_report())
    }

    fn is_finished(&self, source: &Metadata, place: &Path, map: &Path) -> bool {
        let maps = self.maps.as_ref();
        let has_map = maps.is_none_or(|maps| maps.place(map).is_file());
        has_map && self.record.is_finished(source, &self.out.place(place))
    }

    /// Writes each document of a source, and its map on a line of its own.
    fn source(
        &self,
        source: Source,
        out: &mut impl Write,
        mut maps: Option<&mut Draft>,
    ) -> anyhow::Result<Tally> {
        let mut tally = Tally::default();
        let is_lines = matches!(source, Source::Lines { .. });
        for (above, document) in source.enumerate() {
            let done = self.document(&document?, out, maps.as_deref_mut(), &mut tally);
            match is_lines {
                true => done.with_context(|| format!("line {}", above + 1))?,
                false => done?,
            }
        }
        Ok(tally)
    }

    fn document(
        &self,
        document: &Document,
        out: &mut impl Write,
        maps: Option<&mut Draft>,
        tally: &mut Tally,
    ) -> anyhow::Result<()> {
        let inspected = document.inspect(self.engine)?;
        let ready = self.way.ready(self.clock.now())?;
        let scrubbed = document.replace(self.engine, ready.mode(), &inspected)?;
        if let Some(maps) = maps {
            let map = scrubbed.mapping.to_bytes()?;
            let written = maps.write_all(&map).and_then(|()| maps.write_all(b"\n"));
            written.context("cannot write the map")?;
        }
        let written = out.write_all(scrubbed.text.as_bytes());
        written.context("cannot write")?;
        tally.add(document, &inspected, scrubbed.report);
        Ok(())
    }
}

/// Counts what has ended and tells how far it is.
fn tell(told: Receiver<Ended>) -> Summary {
    let mut summary = Summary::default();
    let mut status = Status::new();
    for Ended { path, named, how } in told {
        if named {
            summary.named();
        }
        match how {
            Ok(End::Done(format, tally)) => summary.done(format.code(), tally),
            Ok(End::Skipped(report)) => summary.skipped(report),
            Err(error) => {
                summary.failed();
                status.clear();
                terminal::warn(format_args!("{}: {error:#}", path.display()));
            }
        }
        status.show(|| summary.line());
    }
    status.clear();
    summary
}
