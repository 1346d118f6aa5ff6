//! What a step says after it was sent: what is wrong, or that the service answered.
//!
//! It is kept with the draft, and the browser is sent on to the step, which shows it. So no page of setting up is the answer
//! to a form, and going back never asks to send one again.

use anteroom_office::opening::Draft;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::keep;
use super::steps::{Step, Wrong};
use crate::edge::Edge;
use crate::page::see_other;

/// Where it stands in the draft.
const FIELD: &str = "said";

/// What stands behind the address of a step that shows it.
pub(super) const MARK: &str = "look";

/// What a step says.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said {
    step: String,
    pub(super) wrong: Vec<Wrong>,
    /// The model that answered.
    pub(super) tested: Option<String>,
}

impl Said {
    /// What is wrong at a step.
    pub(super) fn wrong(wrong: Vec<Wrong>) -> Said {
        Said {
            wrong,
            ..Said::default()
        }
    }

    /// That a service answered with this model.
    pub(super) fn tested(model: Option<String>) -> Said {
        Said {
            tested: model,
            ..Said::default()
        }
    }

    /// What this step said last; nothing where another one was sent since.
    pub(super) fn of(draft: &Draft, step: Step) -> Said {
        let said: Option<Said> = serde_json::from_str(draft.get(FIELD)).ok();
        said.filter(|said| said.step == step.name())
            .unwrap_or_default()
    }

    /// Nothing any more.
    pub(super) fn forget(draft: &mut Draft) {
        draft.set(FIELD, "");
    }

    /// Keeps it with the draft, and leads to the step, which says it.
    pub(super) async fn at(
        self,
        edge: &Edge,
        code: &str,
        step: Step,
        mut draft: Draft,
    ) -> Response {
        let said = Said {
            step: step.name().to_owned(),
            ..self
        };
        let text = serde_json::to_string(&said).unwrap_or_default();
        draft.set(FIELD, &text);
        match keep(edge, code, &draft).await {
            Ok(()) => see_other(&format!("{}&{MARK}=again", step.address(code))),
            Err(response) => response,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_only_what_was_said_of_it() {
        let mut draft = Draft::default();
        assert!(Said::of(&draft, Step::You).wrong.is_empty());
        let said = Said {
            step: "you".to_owned(),
            ..Said::wrong(vec![Wrong::new("name", "Write your name.")])
        };
        draft.set(FIELD, &serde_json::to_string(&said).unwrap());
        assert_eq!(Said::of(&draft, Step::You).wrong, said.wrong);
        assert!(Said::of(&draft, Step::Service).wrong.is_empty());
        Said::forget(&mut draft);
        assert!(Said::of(&draft, Step::You).wrong.is_empty());
    }
}
