//! How rows differ from one another, and whether that makes them a list of patients.

use crate::day::Day;
use std::collections::BTreeSet;

/// From so many different people on, a list is an export.
const MANY: usize = 5;
/// The same when each row also says how to reach its person.
const REACHED: usize = 3;
/// Birth dates of several patients are rarely within so many years.
const YEARS: u16 = 10;
/// The same where a finder knows that the names are people's: a plan of days with staff spans months.
const KNOWN_YEARS: u16 = 3;

/// What one row says about its person.
#[derive(Default)]
pub(super) struct Row<'t> {
    /// A number that only one person has: a Social Security number, or one that its label or its finder says is one.
    pub(super) certain: Option<&'t str>,
    /// The first day in it.
    pub(super) day: Option<Day>,
    /// Whose row it is, in one spelling.
    pub(super) name: Option<String>,
    /// A number that could be a record's.
    pub(super) number: Option<&'t str>,
    /// A phone number or an email address.
    pub(super) reach: Option<&'t str>,
}

impl Row<'_> {
    /// Whether it names somebody and says something about them.
    pub(super) fn is_person(&self) -> bool {
        self.name.is_some() && (self.day.is_some() || self.certain.is_some())
    }
}

/// Everything that the rows of one list said.
#[derive(Default)]
pub(super) struct Evidence<'t> {
    certain: BTreeSet<&'t str>,
    days: BTreeSet<Day>,
    /// Whether a finder knows that the names are people's; capitals alone may be those of problems, drugs and vaccines.
    known: bool,
    names: BTreeSet<String>,
    numbers: BTreeSet<&'t str>,
    order: Order,
    reach: BTreeSet<&'t str>,
}

impl<'t> Evidence<'t> {
    /// Evidence about rows whose names a finder knows.
    pub(super) fn of_known_people() -> Self {
        Self {
            known: true,
            ..Self::default()
        }
    }

    /// Takes the row of a person.
    pub(super) fn add(&mut self, row: Row<'t>) {
        if let Some(day) = row.day {
            self.order.add(day);
            self.days.insert(day);
        }
        self.certain.extend(row.certain);
        self.names.extend(row.name);
        self.numbers.extend(row.number);
        self.reach.extend(row.reach);
    }

    /// Whether the rows are several patients.
    pub(super) fn is_export(&self) -> bool {
        let reached = [self.names.len(), self.days.len(), self.reach.len()];
        let many = self.names.len() >= MANY;
        reached.iter().all(|count| *count >= REACHED)
            || (many && self.certain.len() >= MANY)
            || (many && self.days.len() >= MANY && self.are_births())
    }

    /// Whether the days are more likely birth dates of several people than the days of one person's care. A list of
    /// patients may be sorted by birth, so one sign is enough where the names are known to be people's.
    fn are_births(&self) -> bool {
        let years = |(first, last): (&Day, &Day)| last.year - first.year;
        let (rare, needed) = match self.known {
            true => (KNOWN_YEARS, 1),
            false => (YEARS, 2),
        };
        let apart = self.days.first().zip(self.days.last()).map(years) >= Some(rare);
        let numbered = self.numbers.len() >= MANY;
        let signs = [apart, self.order.is_none(), numbered];
        signs.iter().filter(|sign| **sign).count() >= needed
    }
}

/// Whether days that were added one by one rise or fall.
#[derive(Default)]
struct Order {
    falls: bool,
    last: Option<Day>,
    rises: bool,
}

impl Order {
    fn add(&mut self, day: Day) {
        if let Some(last) = self.last.replace(day) {
            self.rises |= day > last;
            self.falls |= day < last;
        }
    }

    fn is_none(&self) -> bool {
        self.rises && self.falls
    }
}
