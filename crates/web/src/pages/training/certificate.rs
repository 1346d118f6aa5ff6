//! `/training/certificate`: what somebody can show for their lessons, fit to print.

use anteroom_office::training::{Certificate, Roster};
use anteroom_policy::plain_day;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;

use super::{desk, failed};
use crate::edge::Edge;
use crate::page::{Frame, Person, page};
use crate::pages::error;

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage {
    frame: Frame,
    certificate: Certificate,
}

impl CertificatePage {
    fn day(&self, day: &Date) -> String {
        plain_day(*day)
    }
}

pub(crate) async fn get(State(edge): State<Edge>, person: Person) -> Response {
    let frame = Frame::of(&edge, &person).await;
    let own = async {
        let desk = desk(&edge, &person, &frame).await?;
        let own = own(&desk, &person).await;
        own.map_err(|error| failed(&frame, error))
    };
    match own.await {
        Ok(Some(certificate)) => page(&CertificatePage { frame, certificate }),
        Ok(None) => {
            error::training_first(frame, "Pass every lesson. Then your certificate is here.")
        }
        Err(response) => response,
    }
}

async fn own(
    desk: &anteroom_office::Desk,
    person: &Person,
) -> Result<Option<Certificate>, anteroom_office::OfficeError> {
    let roster = Roster::read(desk).await?;
    let people = roster.people()?.into_iter();
    let mut own = people.filter(|view| *view.id == person.visitor.id);
    Ok(own.next().and_then(|view| view.certificate))
}
