//! Pages that say what went wrong, and where to go next. Nothing of a request is in them.

use crate::pages::practice::MADE_UP_ONLY;
use askama::Template;
use axum::response::Response;
use http::StatusCode;

use crate::page::{Frame, page_with, sentence, split_command};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    title: &'static str,
    says: std::borrow::Cow<'static, str>,
    next: (std::borrow::Cow<'static, str>, &'static str),
}

/// There is no such page, or it is somebody else's.
pub(crate) fn not_found(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "There is no such page",
        says: "The address may be mistyped. Or what was here was thrown away, or belongs to somebody else.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::NOT_FOUND, &error)
}

/// The address takes forms only, or shows only.
pub(crate) fn wrong_method(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "This page cannot be opened like that",
        says: "It is part of another page, and nothing to see by itself. Nothing was changed."
            .into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::METHOD_NOT_ALLOWED, &error)
}

/// A page that this person's roles do not open.
pub(crate) fn not_allowed(frame: Frame, says: &'static str) -> Response {
    let error = ErrorPage {
        frame,
        title: "This page is not open to you",
        says: says.into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}

/// A task that opens once somebody has taken a lesson.
pub(crate) fn training_first(frame: Frame, says: &'static str) -> Response {
    let error = ErrorPage {
        frame,
        title: "A lesson comes first",
        says: says.into(),
        next: ("/training".into(), "Go to training"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}

/// A task of another role: there is none here for this person.
/// `who`: the roles that open it.
pub(crate) fn other_role(frame: Frame, who: &str) -> Response {
    let error = ErrorPage {
        frame,
        title: "This task is not open to you",
        says: format!(
            "It is for: {who}. Ask somebody with such a role, or ask your practice manager or compliance officer to give you one."
        )
        .into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::NOT_FOUND, &error)
}

/// A task that the practice's level closes now. What somebody wrote in it is kept.
pub(crate) fn closed_now(frame: Frame, says: &'static str) -> Response {
    let error = ErrorPage {
        frame,
        title: "This task is closed now",
        says: format!("{says} Nothing was sent. What you saved is in My work.").into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}

/// A rule of the practice's records forbids it; the sentence says which, and what to do.
pub(crate) fn refused(frame: Frame, why: &str) -> Response {
    let error = ErrorPage {
        frame,
        title: "That was not done",
        says: sentence(&split_command(why).0).into(),
        next: ("/console".into(), "Go to the console"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// Somebody else was first.
pub(crate) fn changed_meanwhile(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "That was not done",
        says: "There is one of this name already, or somebody has just changed it. Look again."
            .into(),
        next: ("/console".into(), "Go to the console"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// Somebody has decided already on an answer that was held.
pub(crate) fn decided(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "That was not done",
        says: "Somebody has decided on this text already, or it is not yours to decide on.".into(),
        next: ("/approvals".into(), "Go to Approvals"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// Words that somebody released stay as they are.
pub(crate) fn released(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "These words were released as they are",
        says: "To have others, open the text and press Try again or Adjust. They go to the reviewer again.".into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// A text that its owner has back to change it, and that nobody has released.
pub(crate) fn not_released(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "This text is not released yet",
        says:
            "You may change it and send it again. Once it is released, you can take it from here."
                .into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// An exception that cannot be asked for; the sentence says why.
pub(crate) fn not_asked(frame: Frame, why: &str) -> Response {
    let error = ErrorPage {
        frame,
        title: "That was not asked",
        says: sentence(why).into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// A piece of work that cannot be shared so; the sentence says why.
pub(crate) fn not_shared(frame: Frame, why: &str) -> Response {
    let error = ErrorPage {
        frame,
        title: "It was not shared",
        says: sentence(why).into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// The log is not as it was written: nothing is said on top of it.
pub(crate) fn log_broken(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "The log is not as it was written",
        says: "No report is made from it. Look at it now, and call whoever runs Anteroom for you."
            .into(),
        next: ("/console/activity?check=yes".into(), "Check the log"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// A form that was not sent from a page of this session.
pub(crate) fn stale_form() -> Response {
    let error = ErrorPage {
        frame: Frame::default(),
        title: "Please send that again",
        says: "The page was open for too long, or it was not one of ours. Nothing was sent.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}

/// A form of somebody who signed out, while another person signed in at the same browser.
pub(crate) fn of_another(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "Somebody else is signed in now",
        says: "Nothing was sent. What was typed in this window is kept in My work of the person who typed it.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}

/// A form with more text than any task takes.
pub(crate) fn too_large() -> Response {
    let error = ErrorPage {
        frame: Frame::default(),
        title: "That was too much text",
        says: "Nothing was sent. Go back with your browser, and send less at once.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::PAYLOAD_TOO_LARGE, &error)
}

/// A form that did not arrive.
pub(crate) fn broke_off() -> Response {
    let error = ErrorPage {
        frame: Frame::default(),
        title: "Your form did not arrive",
        says: "Nothing was sent. Go back with your browser, and send it again.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::REQUEST_TIMEOUT, &error)
}

/// Something in Anteroom itself does not work.
pub(crate) fn broken(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "Something does not work here",
        says: "Nothing was sent. Try again in a moment. If it stays so, tell whoever runs Anteroom for you.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::INTERNAL_SERVER_ERROR, &error)
}

/// The code is wrong, used up or too old.
pub(crate) fn setup_over() -> Response {
    let error = ErrorPage {
        frame: Frame::default(),
        title: "This setup link does not work any more",
        says: "It works once, for half an hour. Start Anteroom again to get a new one: what you typed so far is kept. If the practice is set up, sign in.".into(),
        next: ("/sign-in".into(), "Sign in"),
    };
    page_with(StatusCode::NOT_FOUND, &error)
}

/// What finds patient information does not work, so nothing may be sent.
pub(crate) fn unchecked(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "Your text could not be checked",
        says: "Nothing was sent. Go back with your browser: what you typed is still there. Make it shorter, or try again in a moment.".into(),
        next: ("/".into(), "Go to Home"),
    };
    page_with(StatusCode::SERVICE_UNAVAILABLE, &error)
}

/// A text was written and could not be kept.
pub(crate) fn not_kept(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "The answer could not be kept",
        says: "What you sent was answered, and the answer is lost. Your own text is in My work. Tell whoever runs Anteroom for you.".into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::INTERNAL_SERVER_ERROR, &error)
}

/// A PDF would show empty boxes in the place of letters.
#[cfg(feature = "pdf")]
pub(crate) fn no_letters(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "This text cannot be a PDF",
        says: "It has letters that our PDF type does not have. Go back, and take it as Word, or print it.".into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &error)
}

/// Somebody sends it already, or changed it meanwhile.
pub(crate) fn on_its_way(frame: Frame) -> Response {
    let error = ErrorPage {
        frame,
        title: "This is on its way already",
        says: "It was sent a moment ago, or changed in another window. Look in My work for what came back.".into(),
        next: ("/runs".into(), "Go to My work"),
    };
    page_with(StatusCode::CONFLICT, &error)
}

/// Practice mode takes no text that looks like a patient's; it is kept in a piece of work.
pub(crate) fn made_up_only(frame: Frame, run: &str) -> Response {
    let error = ErrorPage {
        frame,
        title: "Practice mode takes made-up text only",
        says: format!("Nothing was sent. {MADE_UP_ONLY} Your text is kept.").into(),
        next: (format!("/runs/{run}/edit").into(), "Back to my text"),
    };
    page_with(StatusCode::FORBIDDEN, &error)
}
