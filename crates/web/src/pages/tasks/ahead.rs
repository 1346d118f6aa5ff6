//! What is said of a form before it is sent: that it would be stopped, that something in it may be an emergency.

use std::collections::BTreeMap;

use anteroom_office::work::Work;
use anteroom_tasks::{Form, Task, notices};

use crate::page::{Frame, for_staff};
use crate::pages::runs::review::is_refused;
use crate::pages::{practice, reasons};
use crate::rehearsing::Shown;

/// What is said of a task without patients in which somebody is named for sure.
const NO_PATIENT: &str =
    "This task takes no patient information. Take it out, or use a task with safeguards, on Home.";

/// Why what was looked at would be stopped: what is wrong and what to do. Practice mode takes nothing that looks like a
/// patient's but the task's own example.
pub(crate) fn stops(frame: &Frame, task: &Task, work: &Work, looked: &Shown) -> Vec<String> {
    if is_refused(task, looked) {
        return vec![NO_PATIENT.to_owned()];
    }
    if frame.is_practice() && !practice::takes(task, work, looked) {
        return vec![practice::MADE_UP_ONLY.to_owned()];
    }
    let said = reasons::told(looked.stops()).into_iter();
    said.map(|said| {
        format!("{} {}", said.says, for_staff(&said.next))
            .trim()
            .to_owned()
    })
    .collect()
}

/// What came in that may be an emergency.
pub(crate) fn urgent(task: &Task, typed: &BTreeMap<String, String>) -> Vec<String> {
    notices(&Form::so_far(task, typed))
}
