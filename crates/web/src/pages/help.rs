//! `/help`: what each role does here, what counts as patient information, what happens to what one writes, and what to do
//! when something stops. `/help?role=manager` shows what another role reads.

use anteroom_policy::Role;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Sent, page, role_name};

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    frame: Frame,
    chapters: Vec<Chapter>,
    others: Vec<(&'static str, &'static str)>,
}

/// What one role does here.
struct Chapter {
    name: &'static str,
    says: &'static [&'static str],
}

pub(crate) async fn get(
    State(edge): State<Edge>,
    RawQuery(query): RawQuery,
    person: Result<Person, Response>,
) -> Response {
    let person = person.ok();
    let frame = Frame::of_anybody(&edge, person.as_ref()).await;
    let asked = Sent::of_query(query.as_deref());
    let mut roles = Role::ALL.iter().copied();
    let asked = roles.find(|role| code(*role) == asked.text("role"));
    let own = person
        .iter()
        .flat_map(|person| &person.visitor.account.roles);
    let roles: Vec<Role> = asked.map_or_else(|| own.copied().collect(), |role| vec![role]);
    page(&help(frame, &roles))
}

fn help(frame: Frame, roles: &[Role]) -> Help {
    let others = Role::ALL.iter().filter(|role| !roles.contains(role));
    Help {
        frame,
        chapters: roles.iter().map(|role| chapter(*role)).collect(),
        others: others.map(|role| (code(*role), role_name(*role))).collect(),
    }
}

/// The word for a role in an address.
fn code(role: Role) -> &'static str {
    match role {
        Role::Auditor => "auditor",
        Role::Biller => "biller",
        Role::ComplianceOfficer => "compliance_officer",
        Role::FrontDesk => "front_desk",
        Role::ItPartner => "it_partner",
        Role::LicensedClinician => "clinician",
        Role::Manager => "manager",
        Role::MedicalAssistant => "medical_assistant",
        Role::Other => "other",
        Role::Therapist => "therapist",
    }
}

fn chapter(role: Role) -> Chapter {
    let says: &'static [&'static str] = match role {
        Role::Auditor => &[
            "You see how the practice stands, and what was done. You see no words that anybody wrote.",
            "Open the Console. Activity lists each act: who, when, and how it ended. You can check there that the log is whole.",
            "Nothing that you do here changes a setting.",
        ],
        Role::Biller => &[
            "Pick a task such as a prior authorization letter or an appeal. Paste what the chart says on this one case.",
            "Part A is written with no name in it. In part B you type the name and the numbers. Those are filled in here and go to no writing tool.",
            "Check each code and date against the chart. A clinician reads the letter before it goes out.",
        ],
        Role::ComplianceOfficer => &[
            "The Console shows what is ready, what is due, and what stopped. Start with what is due.",
            "You decide what a tool may be used for. A tool without an agreement on file gets no patient text.",
            "When somebody tells you that something slipped out, open Incidents and begin at once. The page counts the days for you.",
        ],
        Role::FrontDesk | Role::MedicalAssistant | Role::Other => &[
            "Pick a task on Home. Fill in the form, and leave out all that the task does not need.",
            "Words that may point to a patient get a color as you type. Tasks for everyday text stop where something points to one person for sure, such as a phone number. Take it out and go on.",
            "What you made is a draft. Where it says so, somebody else reads it before a patient gets it.",
        ],
        Role::ItPartner => &[
            "System shows what runs here, and whether it can be reached. You see no words that anybody wrote.",
            "You add and change connections. The compliance officer says what each may be used for.",
            "When the page says that the checker does not answer, nothing can be sent. Look at the log of the server first.",
        ],
        Role::LicensedClinician | Role::Therapist => &[
            "Paste one note, or the part that you need. Read the marked words and what will be sent, then send.",
            "Quotes in a summary come from your text. Look each one up. The draft may be wrong, and you are the one who signs.",
            "Notes from talks in therapy, and notes on drugs and alcohol, have their own rules. When one applies, the page says so.",
        ],
        Role::Manager => &[
            "Under People you let staff in, give them their roles, and shut out those who leave.",
            "The Console shows what is due. Training comes first: those who have not done it cannot use tasks with patient text.",
            "You read what goes out to the public, such as a post or an answer on the web site, before it does.",
        ],
    };
    Chapter {
        name: role_name(role),
        says,
    }
}

#[cfg(test)]
mod tests {
    use anteroom_tasks::reading::Counts;

    use super::*;

    /// The words of a page, a sentence or more a line.
    fn words(html: &str) -> String {
        let (_, main) = html.split_once("<main").unwrap();
        let (main, _) = main.split_once("</main>").unwrap();
        let broken = main
            .replace("</p>", "</p>\n\n")
            .replace("</li>", "</li>\n\n")
            .replace("</h2>", "</h2>\n\n");
        let mut is_tag = false;
        let text = broken.chars().filter(|c| {
            is_tag |= *c == '<';
            let keep = !is_tag;
            is_tag &= *c != '>';
            keep
        });
        text.collect()
    }

    #[test]
    fn every_role_has_a_page_that_reads_at_grade_eight() {
        for role in Role::ALL.iter().copied() {
            let html = help(Frame::default(), &[role]).render().unwrap();
            assert!(html.contains(role_name(role)), "{role:?}");
            let grade = Counts::of(&words(&html)).flesch_kincaid();
            assert!(grade <= 8.0, "{role:?}: {grade}");
        }
    }

    #[test]
    fn a_page_says_what_everybody_needs() {
        let html = help(Frame::default(), &[]).render().unwrap();
        for id in ["what-counts", "what-happens", "when-stopped", "keys"] {
            assert!(html.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert_eq!(html.matches("/help?role=").count(), Role::ALL.len());
    }
}
