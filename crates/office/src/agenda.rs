//! What needs somebody today: one line for each thing, with its day and what to do next. Nothing is scored.

use anteroom_policy::deadline::Limit;
use jiff::civil::Date;

use crate::desk::Desk;
use crate::error::OfficeError;
use crate::exceptions;
use crate::flow::Flow;
use crate::gate::{GateKind, GateView, Gates, Status};
use crate::id::Id;
use crate::incident::{CaseView, Cases};
use crate::training::{PersonView, Roster};
use crate::vendor::{Register, State, VendorView};

/// A gate is on the list so long before its day. The product's default; the law names no number.
const SOON: Limit = Limit::Days(30);

/// Where something is seen to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// An incident.
    Incident(Id),
    /// A vendor and its agreements.
    Vendor(Id),
    /// The map of where data goes.
    Flow,
    /// A gate, by the id of its record.
    Gate(Id),
    /// People and their training.
    People,
    /// The courses.
    Training,
    /// What people ask to let through.
    Exceptions,
}

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Where it is seen to.
    pub at: Spot,
    /// What it is.
    pub what: String,
    /// What to do next.
    pub next: String,
    /// By when, where there is a day.
    pub due: Option<Date>,
    /// Whether that day is over.
    pub is_late: bool,
}

/// Everything that needs somebody: what is late first, then by day, incidents before the rest.
///
/// # Errors
/// When a record, a setting or the data in the program cannot be read.
pub async fn needs(desk: &Desk) -> Result<Vec<Need>, OfficeError> {
    let today = desk.today();
    let mut all = incidents(&Cases::read(desk).await?, today)?;
    all.extend(agreements(&Register::read(desk).await?, today)?);
    all.extend(map(&Flow::read(desk).await?));
    all.extend(gates(&Gates::read(desk).await?, today)?);
    all.extend(training(&Roster::read(desk).await?, today)?);
    all.extend(requests(exceptions::waiting(desk.store()).await?.len()));
    sort(&mut all);
    Ok(all)
}

fn sort(all: &mut [Need]) {
    all.sort_by_key(|need| {
        (
            !need.is_late,
            need.due.unwrap_or(Date::MAX),
            need.at.clone(),
        )
    });
}

fn incidents(cases: &Cases, today: Date) -> Result<Vec<Need>, OfficeError> {
    let views = cases.views()?;
    let open = views.iter().filter(|view| view.case.closed.is_none());
    Ok(open.map(|view| incident(view, today)).collect())
}

fn incident(view: &CaseView<'_>, today: Date) -> Need {
    let (kind, due) = (view.case.kind.words(), view.clocks.earliest);
    let next = match (due, view.case.conclusion) {
        (Some(_), _) => "Tell those who must be told, and write down when you did.",
        (None, None) => "Finish the assessment.",
        (None, Some(_)) => "Close it, and say what was done so that it does not happen again.",
    };
    Need {
        at: Spot::Incident(view.id.clone()),
        what: format!("Incident {}: {kind}", view.id),
        next: next.to_owned(),
        due,
        is_late: due.is_some_and(|day| day < today),
    }
}

fn agreements(register: &Register, today: Date) -> Result<Vec<Need>, OfficeError> {
    let vendors = register.vendors()?;
    let used = vendors
        .iter()
        .filter(|vendor| vendor.party.is_in_use(today));
    Ok(used.filter_map(|vendor| agreement(vendor, today)).collect())
}

/// The newest agreement that ends soon or has ended, while none holds longer.
fn agreement(vendor: &VendorView<'_>, today: Date) -> Option<Need> {
    let ends = matches!(vendor.agreement, State::Expiring | State::Expired);
    let own = vendor.agreements.iter().filter(|_| ends);
    let due = own.filter_map(|one| one.agreement.until).max()?;
    let says = match due < today {
        true => "has ended",
        false => "ends soon",
    };
    Some(Need {
        at: Spot::Vendor(vendor.id.clone()),
        what: format!("The agreement with {} {says}", vendor.party.name),
        next: "Ask for a new one, and put it on file.".to_owned(),
        due: Some(due),
        is_late: due < today,
    })
}

fn map(flow: &Flow) -> Option<Need> {
    let count = flow.changes().len();
    let what = match count {
        0 => return None,
        1 => "The data map changed in one place since it was approved".to_owned(),
        more => format!("The data map changed in {more} places since it was approved"),
    };
    Some(Need {
        at: Spot::Flow,
        what,
        next: "Look at each change. Undo it, or approve the map again.".to_owned(),
        due: None,
        is_late: false,
    })
}

fn gates(gates: &Gates, today: Date) -> Result<Vec<Need>, OfficeError> {
    let views = gates.views()?;
    let open = views.iter().filter(|view| needs_somebody(view, today));
    open.map(|view| {
        let due = view.file.and_then(|file| file.due);
        let what = match view.status {
            Status::NeedsRenewal => format!("{} must be renewed", view.text.title),
            _ => format!("{} is not ready yet", view.text.title),
        };
        Ok(Need {
            at: Spot::Gate(view.text.name.id()?),
            what,
            next: format!("{}.", view.next().trim_end_matches('.')),
            due,
            is_late: due.is_some_and(|day| day < today),
        })
    })
    .collect()
}

/// A gate that must be renewed, or whose day is near. The map's is on the list with its changes.
fn needs_somebody(view: &GateView<'_>, today: Date) -> bool {
    let due = view.file.and_then(|file| file.due);
    let is_near = due.is_some_and(|day| day <= SOON.after(today));
    let renews = view.status == Status::NeedsRenewal && view.text.name != GateKind::DataFlow;
    renews || (is_near && !view.status.is_settled())
}

fn requests(count: usize) -> Option<Need> {
    let what = match count {
        0 => return None,
        1 => "1 request for an exception waits".to_owned(),
        some => format!("{some} requests for exceptions wait"),
    };
    Some(Need {
        at: Spot::Exceptions,
        what,
        next: "Look at what was found and why it is nobody's. Allow it, or say why not.".to_owned(),
        due: None,
        is_late: false,
    })
}

fn training(roster: &Roster, today: Date) -> Result<Vec<Need>, OfficeError> {
    let people = roster.people()?;
    let late = people.iter().filter(|view| !view.is_current);
    let (idle, late): (Vec<_>, Vec<_>) = late.partition(|view| view.lessons.is_empty());
    let days = late.iter().flat_map(|view| &view.lessons);
    let due = days
        .filter(|lesson| !lesson.progress.is_good())
        .filter_map(|lesson| lesson.day)
        .min();
    let all = [without_course(&idle), to_train(&late, due, today)];
    Ok(all.into_iter().flatten().collect())
}

/// For whom there is no course: they can be told to take none.
fn without_course(idle: &[&PersonView<'_>]) -> Option<Need> {
    (!idle.is_empty()).then(|| Need {
        at: Spot::Training,
        what: format!("No course is on file for {}", names(idle)),
        next: "Use the lessons that come with Anteroom, or put a course of your own on file: without one nobody is trained."
            .to_owned(),
        due: None,
        is_late: false,
    })
}

fn to_train(late: &[&PersonView<'_>], due: Option<Date>, today: Date) -> Option<Need> {
    (!late.is_empty()).then(|| Need {
        at: Spot::People,
        what: format!("Training is not current: {}", names(late)),
        next: "Have them take their course, and put it on file.".to_owned(),
        due,
        is_late: due.is_some_and(|day| day < today),
    })
}

fn names(people: &[&PersonView<'_>]) -> String {
    let names: Vec<&str> = people
        .iter()
        .map(|view| view.person.name.as_str())
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_late_comes_first_and_what_has_no_day_last() {
        let need = |at: Spot, due: Option<Date>, is_late| Need {
            at,
            what: String::new(),
            next: String::new(),
            due,
            is_late,
        };
        let day = |day| Some(date(2026, 3, day));
        let incident = Spot::Incident("2026.1".parse().unwrap());
        let mut all = vec![
            need(Spot::Flow, None, false),
            need(Spot::People, day(20), false),
            need(incident.clone(), day(20), false),
            need(Spot::Gate("risk".parse().unwrap()), day(2), true),
        ];
        sort(&mut all);
        let order: Vec<Spot> = all.into_iter().map(|need| need.at).collect();
        let gate = Spot::Gate("risk".parse().unwrap());
        assert_eq!(order, [gate, incident, Spot::People, Spot::Flow]);
    }
}
