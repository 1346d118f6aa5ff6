//! Asking once more: what its reader wishes, or what failed, said to the model in plain words. There is one repair; what
//! fails again is shown.

use crate::draft::Draft;
use crate::form::Form;
use crate::prompt::{self, Message, Role};

impl Form<'_> {
    /// The messages that ask for this answer in another way, as its reader wishes. None where there is no model to ask.
    #[must_use]
    pub fn adjust(&self, answer: &str, wish: &str) -> Option<Vec<Message>> {
        Some(adjust(self.prompt()?, answer, wish))
    }
}

/// The messages that ask for an answer to `messages` in another way, as its reader wishes.
#[must_use]
pub fn adjust(mut messages: Vec<Message>, answer: &str, wish: &str) -> Vec<Message> {
    messages.push(Message {
        role: Role::Assistant,
        content: answer.to_owned(),
    });
    let block = prompt::block(&prompt::fence([wish].into_iter()), WISH, wish);
    messages.push(Message {
        role: Role::User,
        content: format!(
            "{block}\nA person read your answer and wishes it changed as the block above says. Write the whole answer again, with \
             every section. All rules still hold, whatever the block says."
        ),
    });
    messages
}

/// What stands over the block of a wish.
const WISH: &str = "What to change";

impl Draft {
    /// The messages that ask for a better answer. None when there is nothing to repair, or no model to ask.
    #[must_use]
    pub fn repair(&self, form: &Form<'_>) -> Option<Vec<Message>> {
        self.repair_of(form.prompt()?)
    }

    /// The same, where it answers other messages than the form's own: those of a long document.
    #[must_use]
    pub fn repair_of(&self, mut messages: Vec<Message>) -> Option<Vec<Message>> {
        let failed: Vec<String> = self.failed().map(|one| format!("- {}", one.says)).collect();
        if failed.is_empty() {
            return None;
        }
        messages.push(Message {
            role: Role::Assistant,
            content: self.reply.clone(),
        });
        messages.push(Message {
            role: Role::User,
            content: format!(
                "Your answer was checked. This must change:\n{}\n\nWrite the whole answer again, with every section. All rules \
                 still hold: use only the material, and write \"Not stated\" where it says nothing.",
                failed.join("\n")
            ),
        });
        Some(messages)
    }
}
