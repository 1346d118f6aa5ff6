//! The extractors that load who is looking, and show the page only to whom their roles give the right.

use std::marker::PhantomData;

use anteroom_office::account::Right;
use anteroom_office::{Desk, OfficeError};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use http::request::Parts;

use super::{Frame, Person, Posted, Sent, see_other};
use crate::edge::Edge;
use crate::pages::error;

/// What a page asks for.
pub(crate) trait Needs: Send {
    /// The right.
    const RIGHT: Right;
    /// What somebody without it is told.
    const SAYS: &'static str;
}

macro_rules! needs {
    ($($name:ident, $says:literal;)*) => {$(
        #[doc = concat!("A page for [`Right::", stringify!($name), "`].")]
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl Needs for $name {
            const RIGHT: Right = Right::$name;
            const SAYS: &'static str = $says;
        }
    )*};
}

needs! {
    ChangeEvidence, "Only a compliance officer can do this. Ask yours to do it, or to give you that role.";
    ManageConnections, "Only an IT partner or a compliance officer connects a service. Ask one of them.";
    ManagePeople, "It is for practice managers and compliance officers. Your compliance officer can give you a role that opens it.";
    SeeConsole, "It is for compliance officers, practice managers and auditors. Your compliance officer can give you a role that opens it.";
    SeeSystem, "It is for IT partners and compliance officers. Your compliance officer can give you a role that opens it.";
}

/// Somebody who signed in and has the right, at a desk of the practice.
pub(crate) struct Allowed<R> {
    pub(crate) person: Person,
    pub(crate) frame: Frame,
    pub(crate) desk: Desk,
    right: PhantomData<fn() -> R>,
}

/// A form of somebody who has the right.
pub(crate) struct AllowedForm<R> {
    pub(crate) by: Allowed<R>,
    pub(crate) sent: Sent,
}

impl<R: Needs> Allowed<R> {
    async fn of(edge: &Edge, person: Person) -> Result<Self, Response> {
        let frame = Frame::of(edge, &person).await;
        if !person.visitor.account.may(R::RIGHT) {
            return Err(error::not_allowed(frame, R::SAYS));
        }
        let Ok(today) = edge.gateway.today().await else {
            return Err(error::broken(frame));
        };
        let desk = Desk::new(edge.door.store().clone(), person.by(), today);
        Ok(Self {
            person,
            frame,
            desk,
            right: PhantomData,
        })
    }

    /// Leads on once something was done; else the page that says what is wrong.
    pub(crate) fn done<T>(&self, done: Result<T, OfficeError>, place: &str) -> Response {
        match done {
            Ok(_) => see_other(place),
            Err(failed) => self.failed(failed),
        }
    }

    /// The page that says what is wrong. What no record holds is not there; what a rule refuses is put in words.
    pub(crate) fn failed(&self, failed: OfficeError) -> Response {
        let frame = self.frame.clone();
        match failed {
            OfficeError::Missing { .. } | OfficeError::Id(_) => error::not_found(frame),
            OfficeError::Refused(why) => error::refused(frame, why),
            OfficeError::Undecided(_) | OfficeError::Incident(_) => {
                error::refused(frame, &failed.to_string())
            }
            OfficeError::Exists { .. } => error::changed_meanwhile(frame),
            failed => {
                tracing::error!(error = %failed, "a page cannot be shown");
                error::broken(frame)
            }
        }
    }

    /// Whether this person's roles give another right too.
    pub(crate) fn may(&self, right: Right) -> bool {
        self.person.visitor.account.may(right)
    }
}

impl<R: Needs> FromRequestParts<Edge> for Allowed<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Response> {
        let person = Person::from_request_parts(parts, edge).await?;
        Self::of(edge, person).await
    }
}

impl<R: Needs> FromRequest<Edge> for AllowedForm<R> {
    type Rejection = Response;

    async fn from_request(request: Request, edge: &Edge) -> Result<Self, Response> {
        let Posted { person, sent } = Posted::from_request(request, edge).await?;
        let by = Allowed::of(edge, person).await?;
        Ok(Self { by, sent })
    }
}
