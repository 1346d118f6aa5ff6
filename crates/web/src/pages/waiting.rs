//! What waits on somebody, as Home says it: texts to release and texts that came back, requests for exceptions and the
//! answers to them, and what a colleague has newly shared with them.

use anteroom_office::OfficeError;
use anteroom_office::account::Right;
use anteroom_office::exceptions::{self, End as Became, Request};
use anteroom_office::held::{self, End, Held};
use anteroom_office::work::{self, Lent};

use crate::edge::Edge;
use crate::page::Person;
use crate::pages::approvals::{piece, title};
use crate::pages::shared::LISTED;
use crate::pages::{asked, catalogue};

/// For so long Home says that nobody released a text in time, or that somebody refused it; My work says it for longer.
const LATE: i64 = 7 * 24 * 60 * 60 * 1_000_000;

/// One thing that waits.
pub(crate) struct Waiting {
    pub(crate) says: String,
    /// Where it leads.
    pub(crate) href: String,
}

/// Everything that waits on this person. Home is shown also where it cannot be found out.
pub(crate) async fn on(edge: &Edge, person: &Person) -> Vec<Waiting> {
    let mut all = Vec::new();
    for found in [
        reviews(edge, person).await,
        came_back(edge, person).await,
        requests(edge, person).await,
        answers(edge, person).await,
        shares(edge, person).await,
    ] {
        match found {
            Ok(found) => all.extend(found),
            Err(failed) => tracing::error!(error = %failed, "what waits cannot be read"),
        }
    }
    all
}

/// Texts that they may release.
async fn reviews(edge: &Edge, person: &Person) -> Result<Vec<Waiting>, OfficeError> {
    let waiting = held::waiting_for(edge.door.store(), &person.visitor.id).await?;
    let says = match waiting.len() {
        0 => return Ok(Vec::new()),
        1 => "1 text waits for you to release it".to_owned(),
        some => format!("{some} texts wait for you to release them"),
    };
    let href = "/approvals".to_owned();
    Ok(vec![Waiting { says, href }])
}

/// What they asked for, was decided on, and they have not looked at since.
async fn came_back(edge: &Edge, person: &Person) -> Result<Vec<Waiting>, OfficeError> {
    let asked = held::asked_by(edge.door.store(), &person.visitor.session.person).await?;
    let mut all = Vec::new();
    for held in asked.iter().filter(|held| held.end.is_some()) {
        all.extend(match held.end {
            Some(End::Expired) => late(edge, held).await,
            Some(End::Refused) => refused(edge, held).await,
            _ => returned(edge, held).await,
        });
    }
    Ok(all)
}

/// Requests for exceptions that they may decide on.
async fn requests(edge: &Edge, person: &Person) -> Result<Vec<Waiting>, OfficeError> {
    if !person.visitor.account.may(Right::ChangeEvidence) {
        return Ok(Vec::new());
    }
    let says = match exceptions::waiting(edge.door.store()).await?.len() {
        0 => return Ok(Vec::new()),
        1 => "1 request for an exception waits for you".to_owned(),
        some => format!("{some} requests for exceptions wait for you"),
    };
    let href = "/console/exceptions#asked".to_owned();
    Ok(vec![Waiting { says, href }])
}

/// What was decided on their own requests, and they have not read.
async fn answers(edge: &Edge, person: &Person) -> Result<Vec<Waiting>, OfficeError> {
    let mine = exceptions::mine(edge.door.store(), &person.visitor.session.person).await?;
    Ok(mine.iter().filter_map(answered).collect())
}

fn answered(request: &Request) -> Option<Waiting> {
    let answer = request.answer.as_ref().filter(|answer| !answer.is_read)?;
    let became = match answer.end {
        Became::Allowed => "was allowed",
        Became::Refused => "was refused",
        Became::Expired => "was not answered in time",
    };
    let line = request.line();
    Some(Waiting {
        says: format!(
            "Your request to allow a {} {became}",
            asked::kind(&line.kind)
        ),
        href: format!("/asked/{}", line.id),
    })
}

async fn returned(edge: &Edge, held: &Held) -> Option<Waiting> {
    let piece = piece(edge, held).await?;
    let became = match (piece.state(), held.end?) {
        (work::State::Held, End::Released) => "was released",
        (work::State::Held, End::Returned) => "was sent back",
        _ => return None,
    };
    Some(Waiting {
        says: format!("{} {became}", title(held, Some(&piece))),
        href: format!("/runs/{}", piece.id()),
    })
}

/// A text that somebody refused, while its piece of work stands as it was sent.
async fn refused(edge: &Edge, held: &Held) -> Option<Waiting> {
    let kept = piece(edge, held).await.filter(|_| is_news(edge, held))?;
    (kept.state() == work::State::Held).then(|| Waiting {
        says: format!("{} was not released", title(held, Some(&kept))),
        href: format!("/runs/{}", kept.id()),
    })
}

/// Whether what became of it is news: it was not long ago.
fn is_news(edge: &Edge, held: &Held) -> bool {
    let end = held.line().end.as_ref();
    end.is_some_and(|end| edge.now().0 - end.at.0 < LATE)
}

/// What colleagues share with them, and they have not opened yet.
async fn shares(edge: &Edge, person: &Person) -> Result<Vec<Waiting>, OfficeError> {
    let own = &person.visitor.session.person;
    let lent = work::lent(edge.door.store(), own, LISTED).await?;
    let new = lent.iter().filter(|lent| lent.is_new());
    Ok(new.map(shared).collect())
}

fn shared(lent: &Lent) -> Waiting {
    let task = catalogue::task(lent.task());
    let title = task.map_or("A piece of work", |task| task.title.as_str());
    Waiting {
        says: format!("{title}: {} shares it with you", lent.owner),
        href: format!("/shared/{}", lent.id()),
    }
}

/// A text that nobody released in time, and that is gone.
async fn late(edge: &Edge, held: &Held) -> Option<Waiting> {
    if !is_news(edge, held) {
        return None;
    }
    let piece = piece(edge, held).await;
    let title = title(held, piece.as_ref());
    Some(Waiting {
        says: format!("{title}: nobody released the text in time"),
        href: piece.map_or_else(
            || "/runs#late".to_owned(),
            |kept| format!("/runs/{}", kept.id()),
        ),
    })
}
