//! What whoever asked sees of an answer that is held: that it waits, that it came back, that nobody gets it.

use anteroom_gateway::Part;
use anteroom_office::OfficeError;
use anteroom_office::account::Account;
use anteroom_office::held::{self, End, Held, Reviewer, Submission};
use anteroom_office::work::{Kept, State};
use anteroom_policy::{Audience, UseCase};
use anteroom_tasks::{Manner, Reviewer as Reads, Task};
use askama::Template;
use axum::extract::{Path, State as AtEdge};
use axum::response::Response;

use crate::edge::Edge;
use crate::page::{Frame, Person, Posted, page, see_other};
use crate::pages::error;
use crate::pages::runs::{Block, blocks, own, redo};

/// Who must review what this task writes before this person sees it, by the task's own word: text for patients is a
/// clinician's, text for everybody a manager's. Nobody where they are one themselves, and where the practice has none.
pub(crate) async fn reviewer(
    edge: &Edge,
    person: &Person,
    task: &Task,
) -> Result<Option<Reviewer>, OfficeError> {
    match asked(task, &person.visitor.account) {
        Some(reviewer) if held::has_reviewer(edge.door.store(), reviewer).await? => {
            Ok(Some(reviewer))
        }
        _ => Ok(None),
    }
}

fn asked(task: &Task, account: &Account) -> Option<Reviewer> {
    let audience = UseCase::named(&task.use_case)?.output().audience;
    let reviewer = match (task.human_review.by, audience) {
        (Reads::Clinician, Audience::Patient) => Reviewer::Clinician,
        (Reads::Manager, Audience::Patient | Audience::Public) => Reviewer::Manager,
        _ => return None,
    };
    (!account.may(reviewer.right())).then_some(reviewer)
}

/// Who can approve this text, and whether its owner may; nobody where nobody must, where it was reviewed already and has not
/// changed since, and where the practice has none.
pub(crate) async fn approver(
    edge: &Edge,
    person: &Person,
    kept: &Kept,
    task: &Task,
) -> Option<(Reviewer, bool)> {
    let reviewer = match task.human_review.by {
        Reads::Clinician => Reviewer::Clinician,
        Reads::Coder => Reviewer::Coder,
        Reads::Manager => Reviewer::Manager,
        Reads::Author => return None,
    };
    let store = edge.door.store();
    let last = match kept.receipt() {
        Some(receipt) => held::last(store, receipt.parse().ok()?).await.ok()?,
        // What was filled in here has no receipt before it is sent for approval; a sample never has one.
        None if task.manner == Manner::Merge => None,
        None => return None,
    };
    let is_open = held::may_submit(&kept.work, last.as_ref());
    let has_one = matches!(held::has_reviewer(store, reviewer).await, Ok(true));
    let may_oneself = person.visitor.account.may(reviewer.right());
    (is_open && has_one && kept.state() == State::Done).then_some((reviewer, may_oneself))
}

/// Whether somebody may go on with a text as it is: it was approved, or needs no approval, or nobody here can give one and
/// whoever wrote it answers for it.
pub(crate) async fn is_open(
    edge: &Edge,
    person: &Person,
    kept: &Kept,
    task: &Task,
    is_released: bool,
) -> bool {
    let is_marked = mark(task, kept.work.edited.is_some(), is_released).is_some();
    !is_marked || approver(edge, person, kept, task).await.is_none()
}

/// Sends a text to somebody who can approve it, as it stands in its owner's boxes; whoever can themselves does so.
pub(crate) async fn submit(
    AtEdge(edge): AtEdge<Edge>,
    Path(id): Path<String>,
    posted: Posted,
) -> Response {
    let person = &posted.person;
    let frame = Frame::of(&edge, person).await;
    let (kept, task) = match as_typed(&edge, &posted, &id).await {
        Ok(Some(found)) => found,
        Ok(None) => return error::not_found(frame),
        Err(stopped) => return *stopped,
    };
    let Some((reviewer, may_oneself)) = approver(&edge, person, &kept, task).await else {
        return error::released(frame);
    };
    let what = Submission {
        use_case: task.use_case_of(&kept.work.fields),
        reviewer,
        asked: typed(task, &kept),
        is_filled: task.manner == Manner::Merge,
    };
    let (store, by) = (edge.door.store(), person.by());
    let done = match may_oneself {
        true => held::approve_own(store, &by, &person.visitor.id, kept, what).await,
        false => held::submit(store, &by, kept, what).await.map(drop),
    };
    match done {
        Ok(()) => see_other(&format!("/runs/{id}")),
        Err(failed) => {
            tracing::error!(error = %failed, "a text cannot be sent for approval");
            error::broken(frame)
        }
    }
}

/// A piece of work of one's own with what stands in the boxes of its text, where its owner may change that; none where there
/// is no such work. Fails with the page that is shown instead.
async fn as_typed(
    edge: &Edge,
    posted: &Posted,
    id: &str,
) -> Result<Option<(Kept, &'static Task)>, Box<Response>> {
    let person = &posted.person;
    let found = own(edge, person, id).await;
    match found {
        Some((kept, task)) if approver(edge, person, &kept, task).await.is_some() => {
            redo::take(edge, person, id, &posted.sent).await?;
            Ok(own(edge, person, id).await)
        }
        found => Ok(found),
    }
}

/// What somebody typed, field by field.
fn typed(task: &Task, kept: &Kept) -> String {
    let fields = task.fields.iter().filter_map(|field| {
        let value = kept.work.fields.get(&field.name)?;
        (!value.is_empty()).then(|| format!("{}: {value}", field.label))
    });
    fields.collect::<Vec<_>>().join("\n")
}

/// A piece of work as it stands with its reviewers; see [`held::settle`].
pub(crate) async fn settled(edge: &Edge, kept: Kept) -> Result<(Kept, Option<Held>), OfficeError> {
    held::settle(edge.door.store(), edge.now(), kept).await
}

/// Whether a piece of work stays as it was sent, because the answer to it is being reviewed or was released: it is then
/// shown at its own page. So does one of which that cannot be found out.
pub(crate) async fn waits(edge: &Edge, kept: &Kept) -> bool {
    if !matches!(kept.state(), State::Held | State::Sending) {
        return false;
    }
    match settled(edge, kept.clone()).await {
        Ok((kept, Some(held))) => {
            kept.state() == State::Done || (kept.state() == State::Held && held.end.is_none())
        }
        Ok((_, None)) => false,
        Err(_) => true,
    }
}

/// Whether a text stays as it is, because somebody else had to read it first and released these words. So does one of which
/// that cannot be found out.
pub(crate) async fn is_fixed(edge: &Edge, person: &Person, kept: &Kept, task: &Task) -> bool {
    match reviewer(edge, person, task).await {
        Ok(None) => false,
        Ok(Some(_)) => match settled(edge, kept.clone()).await {
            Ok((_, held)) => held.is_some_and(|held| held.end.is_some() && !held.is_given_back()),
            Err(_) => true,
        },
        Err(_) => true,
    }
}

/// Whether a text is no longer what somebody released: then it is one that was changed since.
pub(crate) async fn is_other_than_released(edge: &Edge, kept: &Kept, text: &str) -> bool {
    let store = edge.door.store();
    let Some(receipt) = kept.receipt().and_then(|id| id.parse().ok()) else {
        return false;
    };
    let released = async {
        let last = held::last(store, receipt).await?;
        match last.filter(|held| held.end == Some(End::Released)) {
            Some(held) => Ok(Some(held::content(store, held.line().id).await?.answer)),
            None => Ok::<_, OfficeError>(None),
        }
    };
    match released.await {
        Ok(released) => released.is_some_and(|released| released.trim() != text.trim()),
        Err(_) => true,
    }
}

/// Whether nobody takes a text out of here yet: somebody else must release it first, and has sent it back. Its owner may read
/// it and change it.
pub(crate) async fn is_locked(
    edge: &Edge,
    person: &Person,
    task: &Task,
    held: Option<&Held>,
) -> bool {
    let is_back = held.is_some_and(Held::is_given_back);
    is_back && !matches!(reviewer(edge, person, task).await, Ok(None))
}

/// What became of an answer, as whoever asked reads it.
pub(crate) struct Told {
    pub(crate) by: String,
    pub(crate) at: String,
    /// Whether they had asked for it themselves.
    pub(crate) own: bool,
}

/// What is written on a text until somebody approved it. What was changed by hand after it was released, nobody approved.
pub(crate) fn mark(task: &Task, is_edited: bool, is_released: bool) -> Option<String> {
    let is_approved = is_released && !is_edited;
    task.human_review.mark().filter(|_| !is_approved)
}

/// Who decided on an answer, and when; none while it waits.
pub(crate) async fn told(
    edge: &Edge,
    frame: &Frame,
    held: &Held,
) -> Result<Option<Told>, OfficeError> {
    let Some(end) = &held.line().end else {
        return Ok(None);
    };
    let accounts = held::accounts(edge.door.store()).await?;
    let mut known = accounts.iter();
    let account = known.find(|kept| kept.id.as_str() == end.person.as_str());
    Ok(Some(Told {
        by: account.map_or_else(|| end.person.to_string(), |kept| signed(&kept.record)),
        at: frame.minute(end.at),
        own: end.own,
    }))
}

/// What whoever reviewed a text wants changed before it is sent to them again.
pub(crate) struct SentBack {
    pub(crate) told: Told,
    pub(crate) comment: Option<String>,
}

/// What a text that its owner has again was sent back with; none of any other.
pub(crate) async fn sent_back(
    edge: &Edge,
    frame: &Frame,
    held: &Held,
) -> Result<Option<SentBack>, OfficeError> {
    match held.is_given_back() {
        true => back_with(edge, frame, held).await,
        false => Ok(None),
    }
}

/// What a text was sent back with, whoever has it now.
pub(crate) async fn back_with(
    edge: &Edge,
    frame: &Frame,
    held: &Held,
) -> Result<Option<SentBack>, OfficeError> {
    let comment = held::comment(edge.door.store(), held.line().id).await?;
    let comment = comment.map(|note| note.as_str().to_owned());
    let told = told(edge, frame, held).await?;
    Ok(told.map(|told| SentBack { told, comment }))
}

/// What whoever reviewed the text of a piece of work wants changed; none where it was not sent back, or asked for anew since.
pub(crate) async fn comment_on(edge: &Edge, kept: &Kept) -> Option<String> {
    let store = edge.door.store();
    let receipt = kept.receipt()?.parse().ok()?;
    let held = held::last(store, receipt).await.ok()??;
    let id = held.line().id;
    let is_back = held.end == Some(End::Returned);
    let comment = held::comment(store, id).await.ok()?.filter(|_| is_back)?;
    Some(comment.as_str().to_owned())
}

/// Who released a text, or what it was sent back with.
pub(crate) async fn became(
    edge: &Edge,
    frame: &Frame,
    held: Option<&Held>,
) -> Result<(Option<Told>, Option<SentBack>), OfficeError> {
    let Some(held) = held else {
        return Ok((None, None));
    };
    let released = match held.end {
        Some(End::Released) => told(edge, frame, held).await?,
        _ => None,
    };
    Ok((released, sent_back(edge, frame, held).await?))
}

/// A name with what they do.
fn signed(account: &Account) -> String {
    let roles = crate::page::role_names(account);
    format!("{} ({})", account.name, roles.to_lowercase())
}

#[derive(Template)]
#[template(path = "held.html")]
struct HeldPage {
    frame: Frame,
    id: String,
    task: &'static Task,
    waits_for: &'static str,
    reasons: Vec<&'static str>,
    since: String,
    receipt: String,
    end: Option<End>,
    told: Option<Told>,
    comment: Option<String>,
    /// The text as they have it, where they sent it for approval themselves; else nothing.
    blocks: Vec<Block>,
}

impl HeldPage {
    fn is_returned(&self) -> bool {
        self.end == Some(End::Returned)
    }

    fn is_late(&self) -> bool {
        self.end == Some(End::Expired)
    }

    fn is_refused(&self) -> bool {
        self.end == Some(End::Refused)
    }
}

/// What its owner reads of a text that they sent for approval themselves. One that the task holds is theirs to read while it
/// waits: once it is refused, nobody uses it.
fn own_text(kept: &Kept, held: &Held) -> Vec<Block> {
    let is_theirs = held.is_asked() || held.is_read() && held.end.is_none();
    let text = kept.work.text().filter(|_| is_theirs);
    text.map_or_else(Vec::new, |text| {
        blocks(&Part {
            text: text.to_owned(),
            ..Part::default()
        })
    })
}

/// The page of a piece of work whose answer is held, came back or was refused.
pub(crate) async fn show(
    edge: &Edge,
    frame: Frame,
    kept: &Kept,
    task: &'static Task,
    held: &Held,
) -> Response {
    let held_id = held.line().id;
    let comment = held::comment(edge.door.store(), held_id).await;
    match (comment, told(edge, &frame, held).await) {
        (Ok(comment), Ok(told)) => page(&HeldPage {
            id: kept.id().to_owned(),
            task,
            waits_for: held.reviewer.says(),
            reasons: held.reasons.iter().map(|one| one.says()).collect(),
            since: frame.minute(held.line().held_at),
            frame,
            receipt: held_id.receipt.to_string(),
            end: held.end,
            told,
            comment: comment.map(|note| note.as_str().to_owned()),
            blocks: own_text(kept, held),
        }),
        (Err(failed), _) | (_, Err(failed)) => {
            tracing::error!(error = %failed, "an answer that is held cannot be shown");
            error::broken(frame)
        }
    }
}
