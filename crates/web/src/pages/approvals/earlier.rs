//! What a text was sent back with the times before it came again: whoever approves it sees what was asked for, and whether
//! something was done about it.

use anteroom_office::OfficeError;
use anteroom_office::held::{self, End, Held};

use crate::edge::Edge;
use crate::page::Frame;
use crate::pages::held::{SentBack, back_with};

/// The times before, the last one first; empty where it comes for the first time.
#[derive(Default)]
pub(super) struct Earlier {
    pub(super) backs: Vec<SentBack>,
    /// Whether the text was changed since the last of them; none where what it was is gone.
    is_changed: Option<bool>,
}

impl Earlier {
    /// Those of an answer that is held now, and its text.
    pub(super) async fn of(
        edge: &Edge,
        frame: &Frame,
        held: &Held,
        text: &str,
    ) -> Result<Earlier, OfficeError> {
        let returned = returned(edge, held).await?;
        let mut earlier = Earlier::default();
        for one in &returned {
            earlier.backs.extend(back_with(edge, frame, one).await?);
        }
        if let Some(last) = returned.first() {
            let stood = held::content(edge.door.store(), last.line().id).await;
            earlier.is_changed = stood.ok().map(|stood| stood.answer.trim() != text.trim());
        }
        Ok(earlier)
    }

    pub(super) fn says(&self) -> &'static str {
        match self.is_changed {
            Some(true) => "The text was changed since.",
            Some(false) => "The text is the same as when it was sent back.",
            None => "",
        }
    }
}

/// How often the same piece of work was sent back before, without a release between, the last time first.
async fn returned(edge: &Edge, held: &Held) -> Result<Vec<Held>, OfficeError> {
    let line = held.line();
    let (Some(person), Some(run)) = (&line.person, &line.run) else {
        return Ok(Vec::new());
    };
    let all = held::asked_by(edge.door.store(), person).await?;
    let of_run = all
        .into_iter()
        .filter(|one| one.line().run.as_ref() == Some(run));
    let before = of_run.skip_while(|one| one.line().id != line.id).skip(1);
    Ok(before
        .take_while(|one| one.end == Some(End::Returned))
        .collect())
}
