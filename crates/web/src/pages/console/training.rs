//! `/console/training`: everybody's training with its days, to look at and to take away.

use anteroom_office::OfficeError;
use anteroom_office::account::Right;
use anteroom_office::training::{Module, PersonView, Roster, use_modules};
use anteroom_policy::plain_day;
use askama::Template;
use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::edge::Edge;
use crate::page::{Allowed, AllowedForm, Frame, ManagePeople, SeeConsole, page};
use crate::pages::training::state;

#[derive(Template)]
#[template(path = "console/training.html")]
struct Training {
    frame: Frame,
    here: &'static str,
    rows: Vec<Row>,
    /// Whether any course is in use.
    has_course: bool,
    /// For whose work there is none, by name.
    idle: Vec<String>,
    /// Lessons that come with Anteroom and do not count here yet.
    unused: Vec<&'static str>,
    may_use: bool,
}

/// Somebody's training.
struct Row {
    name: String,
    role: String,
    is_current: bool,
    due: Option<String>,
    lessons: Vec<(String, String, bool)>,
    certificate: String,
}

/// The pages.
pub(crate) fn routes() -> axum::Router<Edge> {
    axum::Router::new()
        .route("/console/training", axum::routing::get(get))
        .route("/console/training/roster.csv", axum::routing::get(csv))
        .route("/console/training/use", axum::routing::post(post))
}

async fn get(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let read = async {
        let roster = Roster::read(&by.desk).await?;
        let people = roster.people()?;
        let rows: Vec<Row> = people.iter().map(row).collect();
        let modules = Module::shipped()?.iter();
        let unused = modules.filter(|module| !roster.teaches(&module.id));
        let unused = unused.map(|module| module.title.as_str()).collect();
        Ok::<_, OfficeError>((rows, roster.has_course_in_use(), unused))
    };
    let (rows, has_course, unused) = read.await.map_err(|failed| by.failed(failed))?;
    let idle = rows.iter().filter(|row| row.lessons.is_empty());
    Ok(page(&Training {
        here: "training",
        has_course,
        idle: idle.map(|row| row.name.clone()).collect(),
        rows,
        unused,
        may_use: by.may(Right::ManagePeople),
        frame: by.frame,
    }))
}

/// Puts the lessons on file as courses that everybody must take.
async fn post(form: AllowedForm<ManagePeople>) -> Result<Response, Response> {
    let by = form.by;
    let used = use_modules(&by.desk).await;
    Ok(by.done(used, "/console/training"))
}

/// The same as a table for a spreadsheet.
async fn csv(by: Allowed<SeeConsole>) -> Result<Response, Response> {
    let read = async {
        let roster = Roster::read(&by.desk).await?;
        Ok::<_, OfficeError>(table(&roster.people()?))
    };
    let table = read.await.map_err(|failed| by.failed(failed))?;
    let mut response = Response::new(Body::from(table));
    let mut set = |name, value| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value))
    };
    set(CONTENT_TYPE, "text/csv; charset=utf-8");
    set(CONTENT_DISPOSITION, "attachment; filename=\"training.csv\"");
    Ok(response)
}

fn row(view: &PersonView<'_>) -> Row {
    let lessons = view.lessons.iter().map(|lesson| {
        let state = state(lesson.progress, lesson.day);
        (lesson.title.to_owned(), state, lesson.progress.is_good())
    });
    Row {
        name: view.person.name.to_string(),
        role: view.person.role.to_string(),
        is_current: view.is_current,
        due: view
            .lessons
            .iter()
            .filter_map(|lesson| lesson.day)
            .min()
            .map(plain_day),
        lessons: lessons.collect(),
        certificate: view
            .certificate
            .as_ref()
            .map_or_else(String::new, |one| one.id.clone()),
    }
}

/// One line for each course of each person.
fn table(people: &[PersonView<'_>]) -> String {
    let mut lines = vec!["person,name,role,course,state,day,score,certificate".to_owned()];
    for view in people {
        let certificate = view.certificate.as_ref().map_or("", |one| one.id.as_str());
        for lesson in &view.lessons {
            let score = lesson.taken.and_then(|kept| kept.record.score);
            lines.push(
                [
                    view.id.as_str(),
                    view.person.name.as_str(),
                    view.person.role.as_str(),
                    lesson.title,
                    lesson.progress.words(),
                    &lesson.day.map_or_else(String::new, |day| day.to_string()),
                    &score.map_or_else(String::new, |score| score.to_string()),
                    certificate,
                ]
                .map(cell)
                .join(","),
            );
        }
    }
    lines.join("\r\n") + "\r\n"
}

/// A cell of the table (RFC 4180). What a spreadsheet would run as a formula begins with an apostrophe.
fn cell(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@']);
    let guard = if runs { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_runs_nothing() {
        assert_eq!(
            cell("Maya \"M\" Osei, front desk"),
            "\"Maya \"\"M\"\" Osei, front desk\""
        );
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell(""), "\"\"");
    }
}
