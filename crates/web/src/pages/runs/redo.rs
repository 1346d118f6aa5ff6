//! A result once more: written again, in another way, by hand, or as it was before.

use anteroom_office::work::{self, Kept};
use axum::extract::{Path, State};
use axum::response::Response;

use super::{at_work, by_hand, own};
use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, Sent, see_other};
use crate::pages::{error, held, sending};

/// Most characters of a wish: it is a short one.
const LONGEST_WISH: usize = 500;
/// Most characters of a text that was changed by hand.
const LONGEST_TEXT: usize = 100_000;

/// Writes it again, as its owner wishes; where the task needs it, somebody reads first what will be sent.
pub(crate) async fn again(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let Posted { person, sent } = posted;
    let frame = Frame::of(&edge, &person).await;
    let (mut kept, task) = match at_work(&edge, &person, &frame, &id).await {
        Ok(found) => found,
        Err(says) => return *says,
    };
    let wish = [sent.text("said"), sent.text("wish")].join(" ");
    let wish: String = wish.trim().chars().take(LONGEST_WISH).collect();
    kept.work.wish = (!wish.is_empty()).then_some(wish);
    if let Err(stopped) = keep(&edge, kept, frame.clone()).await {
        return *stopped;
    }
    match own(&edge, &person, &id).await {
        Some((kept, _)) => sending::at_once(&edge, &person, frame, task, kept).await,
        None => error::not_found(frame),
    }
}

/// The query of a result that was changed in another window while somebody changed it here.
pub(crate) const TWICE: &str = "twice";

/// The query of one that was also to be sent for approval: its owner reads first what stands there now.
pub(crate) const UNSENT: &str = "unsent";

/// Keeps the text as its owner changed it.
pub(crate) async fn text(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let sent = &posted.sent;
    if is_too_long(sent) {
        return error::too_large();
    }
    let edited = |kept: &mut Kept| type_over(kept, sent);
    change(&edge, &posted.person, &id, edited).await
}

/// Keeps what stands in the boxes of a text that is sent for approval in the same step, so that nobody sends an older text
/// than the one they see. Fails with the page that is shown instead: a text that was changed elsewhere is not sent unread.
pub(crate) async fn take(
    edge: &Edge,
    person: &Person,
    id: &str,
    sent: &Sent,
) -> Result<(), Box<Response>> {
    if sent.get("text").is_none() {
        return Ok(());
    }
    if is_too_long(sent) {
        return Err(Box::new(error::too_large()));
    }
    // Empty boxes bring the text back that was written first: nobody has read that one now.
    let mut typed = sent.all("heading").chain(sent.all("text"));
    if typed.all(|typed| typed.trim().is_empty()) {
        return Err(Box::new(see_other(&format!("/runs/{id}"))));
    }
    match changed(edge, person, id, |kept| type_over(kept, sent)).await? {
        true => Err(Box::new(see_other(&format!("/runs/{id}?{UNSENT}")))),
        false => Ok(()),
    }
}

fn is_too_long(sent: &Sent) -> bool {
    let lengths = sent.all("heading").chain(sent.all("text"));
    let length: usize = lengths.map(|typed| typed.chars().count()).sum();
    length > LONGEST_TEXT
}

/// Puts what was typed in the place of the text; what rules want around it stays. Where it was changed elsewhere since this
/// form was opened, what stood there is the text before, and this says so.
fn type_over(kept: &mut Kept, sent: &Sent) -> bool {
    let is_twice = kept.changed_at().0.to_string() != sent.text("as_of");
    let stood = kept.work.text().map(str::to_owned);
    let text = by_hand::changed(kept.work.text().unwrap_or_default(), sent);
    let is_something = !text.trim().is_empty();
    let text = kept.work.around.keep(&text);
    let is_news = kept.work.answer.as_deref().map(str::trim) != Some(&*text);
    kept.work.edited = (is_news && is_something).then_some(text);
    let is_other = is_twice && kept.work.text() != stood.as_deref();
    if is_other {
        kept.work.before = stood;
    }
    is_other
}

/// Takes the text as it was before it was written again, or before its form was changed.
pub(crate) async fn back(
    State(edge): State<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let own = own(&edge, &posted.person, &id).await;
    if let Some((kept, _)) = own.filter(|(kept, _)| kept.state() == work::State::Draft) {
        return restored(&edge, &posted.person, kept).await;
    }
    let before = |kept: &mut Kept| {
        if let Some(before) = kept.work.before.take() {
            kept.work.before = kept.work.text().map(str::to_owned);
            let before = kept.work.around.keep(&before);
            // What was released is that again, and no change of it.
            let is_answer = kept.work.answer.as_deref().map(str::trim) == Some(before.trim());
            kept.work.edited = (!is_answer).then_some(before);
        }
        false
    };
    change(&edge, &posted.person, &id, before).await
}

/// Gives a form back the text that was written for it as it was before.
async fn restored(edge: &Edge, person: &Person, mut kept: Kept) -> Response {
    let frame = Frame::of(edge, person).await;
    let id = kept.id().to_owned();
    let before = kept.work.before.take();
    let is_other = match &before {
        Some(before) => held::is_other_than_released(edge, &kept, before).await,
        None => false,
    };
    kept.work.edited = before.clone().filter(|_| is_other);
    kept.work.answer = before;
    kept.work.unanswered = None;
    match keep(edge, kept, frame).await {
        Ok(()) => see_other(&format!("/runs/{id}")),
        Err(stopped) => *stopped,
    }
}

/// Changes a result of one's own, and shows it.
async fn change(
    edge: &Edge,
    person: &Person,
    id: &str,
    change: impl FnOnce(&mut Kept) -> bool,
) -> Response {
    match changed(edge, person, id, change).await {
        Ok(true) => see_other(&format!("/runs/{id}?{TWICE}")),
        Ok(false) => see_other(&format!("/runs/{id}")),
        Err(stopped) => *stopped,
    }
}

/// Changes a result of one's own. `change` says whether it was changed in another window meanwhile, and so does this.
async fn changed(
    edge: &Edge,
    person: &Person,
    id: &str,
    change: impl FnOnce(&mut Kept) -> bool,
) -> Result<bool, Box<Response>> {
    let frame = Frame::of(edge, person).await;
    let found = own(edge, person, id).await;
    let Some((mut kept, task)) = found.filter(|(kept, _)| kept.state() == work::State::Done) else {
        return Err(Box::new(error::not_found(frame)));
    };
    if held::is_fixed(edge, person, &kept, task).await {
        return Err(Box::new(error::released(frame)));
    }
    let is_twice = change(&mut kept);
    kept.work.unanswered = None;
    keep(edge, kept, frame).await?;
    Ok(is_twice)
}

async fn keep(edge: &Edge, kept: Kept, frame: Frame) -> Result<(), Box<Response>> {
    if kept.state() == work::State::Sending {
        return Err(Box::new(error::on_its_way(frame)));
    }
    let done = work::keep(edge.door.store(), edge.now(), kept, None).await;
    done.map_err(|_| Box::new(error::on_its_way(frame)))
}
