//! What every handler shares.

use std::sync::Arc;

use anteroom_audit::Micros;
use anteroom_gateway::{Clock, Gateway};
use anteroom_office::door::Door;
use anteroom_office::local_time;
use anteroom_office::opening::Opening;
use anteroom_office::passkey::Site;
use anteroom_policy::LocalTime;
use tokio::sync::Semaphore;

use crate::{limits::Limits, live::Live, routes::health::LastLook};

/// State of the router; clones share the gateway.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) clock: Clock,
    pub(crate) door: Arc<Door>,
    pub(crate) gateway: Gateway,
    pub(crate) last_look: Arc<LastLook>,
    /// What stands on letters under the practice's name, a line each.
    pub(crate) letterhead: Arc<[String]>,
    pub(crate) limits: Limits,
    /// Answers that are on their way.
    pub(crate) live: Arc<Live>,
    /// The chance to set up, where nobody has yet.
    pub(crate) opening: Option<Arc<Opening>>,
    /// Room for the bodies of requests, see `body.rs`.
    pub(crate) room: Arc<Semaphore>,
    /// Where people open the pages.
    pub(crate) site: Arc<Site>,
    /// The clock that the practice's file names, where it names one.
    pub(crate) zone: Option<LocalTime>,
}

impl Edge {
    /// The time of day.
    pub(crate) fn now(&self) -> Micros {
        Micros(self.clock.now().as_microsecond())
    }

    /// The clock by which people here live; universal time where it cannot be told.
    pub(crate) async fn local_time(&self) -> LocalTime {
        match self.door.store().snapshot().await {
            Ok(settings) => local_time(&settings, self.zone.as_ref()),
            Err(_) => LocalTime::default(),
        }
    }
}
