//! `anteroom risk show`: the risk analysis on one page.

use anteroom_office::risk::RiskRegister;
use anteroom_office::{Desk, NOT_LEGAL_ADVICE};
use serde_json::json;

use crate::cli::desk::words;
use crate::exit::{Exit, Failure, Outcome};
use crate::terminal;

pub(super) async fn run(desk: &Desk, as_json: bool) -> Outcome {
    let register = RiskRegister::read(desk).await?;
    match as_json {
        true => terminal::json(&json!({
            "assets": register.assets().collect::<Vec<_>>(),
            "threats": register.threats(),
            "rules": register.rules()?,
            "signed": register.signed()?.map(|(signature, is_good)| json!({"signature": signature, "is_good": is_good})),
            "notice": NOT_LEGAL_ADVICE,
        }))?,
        false => print(&register)?,
    }
    Ok(Exit::Done)
}

fn print(register: &RiskRegister) -> Result<(), Failure> {
    for kept in register.assets() {
        let asset = &kept.record;
        terminal::line(format_args!(
            "asset   {}  {}, {}, {}",
            kept.id, asset.name, asset.place, asset.owner
        ))?;
    }
    for kept in register.unexamined() {
        terminal::line(format_args!(
            "        {}: nobody said what could happen to it",
            kept.id
        ))?;
    }
    for view in register.threats() {
        let plan = view.threat.plan.as_ref();
        let plan = plan.map(|plan| format!("; {} by {}", plan.owner, plan.due));
        terminal::line(format_args!(
            "threat  {}  {} risk: {}{}",
            view.id,
            words(&view.risk),
            view.threat.threat.as_str(),
            plan.unwrap_or_default()
        ))?;
    }
    let rules = register.rules()?;
    let open = rules.iter().filter(|view| !view.is_current).count();
    terminal::line(format_args!(
        "rule    {open} of {} entries to decide; see: anteroom risk rule list --open",
        rules.len()
    ))?;
    let signed = match register.signed()? {
        None => "not signed".to_owned(),
        Some((one, true)) => format!("by {} on {}", one.by, one.on),
        Some((one, false)) => format!("by {} on {}; a new review is due", one.by, one.on),
    };
    terminal::line(format_args!("signed  {signed}\n\n{NOT_LEGAL_ADVICE}"))
}
