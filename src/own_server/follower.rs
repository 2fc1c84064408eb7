//! Following what was ticked, in the visitor's name: one sign-in, one list, its
//! progress, and its way back. The list is kept in the tab without any token, so
//! that a reload goes on where it was after signing in again.

use super::requests::send;
use super::sign_in::{Pending, Session, Trouble, WayBack, begin, end};
use crate::directory::load::Directory;
use crate::platform::task::sleep;
use crate::platform::{clock, page, storage};
use crate::state::home_server::HomeServer;
use ::fill::handle::Handle;
use ::fill::home::Home;
use ::fill::oauth::attempt::Code;
use ::fill::plan::limits::Kind;
use ::fill::plan::{Plan, Step, Stop, Target};
use leptos::prelude::*;
use leptos::task::spawn_local;
use picker::domain;

const PLAN: &str = "follow-plan";
/// The page's query and fragment when it is left for a sign-in: `public/boot.js` puts
/// them back into the address.
const SHOWN: &str = "fill-shown";

/// How far the sign-in is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Nobody is signed in.
    Out,
    /// A server is asked; the end of a message's name, `sign_in.busy_…`.
    Busy(&'static str),
    /// The server shows a code, at this address, to be pasted here.
    Paste(String),
    /// Somebody is signed in; whether as the account that was typed.
    In(Handle, bool),
}

/// The sign-in and the list; a context of the page.
#[derive(Debug, Clone, Copy)]
pub struct Follower {
    directory: Directory,
    home: HomeServer,
    phase: RwSignal<Phase>,
    trouble: RwSignal<Option<Trouble>>,
    /// Whether the last sign-out gave the token back; `None` before one.
    given_back: RwSignal<Option<bool>>,
    plan: RwSignal<Option<Plan>>,
    /// A limit is waited for, until this time in UNIX seconds.
    waiting: RwSignal<Option<(i64, Kind)>>,
    /// The server, for words about it.
    server: RwSignal<String>,
    session: StoredValue<Option<Session>>,
    pending: StoredValue<Option<Pending>>,
    running: StoredValue<bool>,
    /// Pleroma gave no code: it is told to ask again.
    ask_again: StoredValue<bool>,
}

impl Follower {
    /// With nobody signed in, and the list that this tab has kept.
    #[must_use]
    pub fn new(directory: Directory, home: HomeServer) -> Self {
        let follower = Self {
            directory,
            home,
            phase: RwSignal::new(Phase::Out),
            trouble: RwSignal::new(None),
            given_back: RwSignal::new(None),
            plan: RwSignal::new(None),
            waiting: RwSignal::new(None),
            server: RwSignal::new(String::new()),
            session: StoredValue::new(None),
            pending: StoredValue::new(None),
            running: StoredValue::new(false),
            ask_again: StoredValue::new(false),
        };
        Effect::new(move |_| {
            let kept = storage::get_for_tab(PLAN);
            follower
                .plan
                .set(kept.and_then(|text| Plan::restore(&text)));
            if let Some(query) = page::take_sign_in_return() {
                storage::remove_for_tab(SHOWN);
                follower.came_back(&query);
                page::after_paint(|| page::reveal("#follow-them"));
            }
        });
        // Who leaves the page is not signed in any more: within the site, or for
        // another document.
        on_cleanup(move || {
            if let Some(session) = follower.take_session() {
                spawn_local(async move {
                    end(directory, &session).await;
                });
            }
        });
        page::on_leaving(
            move || {
                if let Some(session) = follower.take_session() {
                    session.end_now();
                    follower.change(Plan::pause);
                }
            },
            // Back from the server's page by the browser's own button, too.
            move || {
                if !matches!(follower.phase.get_untracked(), Phase::Paste(_)) {
                    follower.phase.set(Phase::Out);
                }
            },
        );
        follower
    }

    fn take_session(self) -> Option<Session> {
        self.session.try_update_value(Option::take).flatten()
    }

    /// How far the sign-in is; tracked.
    #[must_use]
    pub fn phase(self) -> Phase {
        self.phase.get()
    }

    /// Why nobody is signed in; tracked.
    #[must_use]
    pub fn trouble(self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// Whether the last sign-out gave the token back; tracked.
    #[must_use]
    pub fn given_back(self) -> Option<bool> {
        self.given_back.get()
    }

    /// The server that was asked last; tracked.
    #[must_use]
    pub fn server(self) -> String {
        self.server.get()
    }

    /// The name of that server as people read it; tracked.
    #[must_use]
    pub fn server_name(self) -> String {
        self.server.with(|server| domain::readable(server))
    }

    /// Reads the list; tracked. `None` where there is none.
    pub fn with_plan<R>(self, read: impl FnOnce(&Plan) -> R) -> Option<R> {
        self.plan.with(|plan| plan.as_ref().map(read))
    }

    /// Whose list it is, where that is not who is signed in; tracked.
    #[must_use]
    pub fn other_owner(self) -> Option<Handle> {
        let Phase::In(me, _) = self.phase.get() else {
            return None;
        };
        let server = self.server.get();
        self.with_plan(|plan| (!plan.belongs_to(&server, &me)).then(|| plan.owner().clone()))?
    }

    /// Whether there is a list, and of who is signed in. The token of one account
    /// must not be used for the list of another.
    fn owns_plan(self) -> bool {
        self.session.with_value(|session| {
            session.as_ref().is_some_and(|session| {
                self.plan.with_untracked(|plan| {
                    let plan = plan.as_ref();
                    plan.is_some_and(|it| it.belongs_to(session.server(), &session.me))
                })
            })
        })
    }

    /// What is waited for, and until when, in UNIX seconds; tracked.
    #[must_use]
    pub fn waiting(self) -> Option<(i64, Kind)> {
        self.waiting.get()
    }

    /// Begins a sign-in: leaves the page for the server's own, or shows where
    /// its code is.
    pub fn sign_in(self, domain: String, home: Home, way: WayBack, lang: String) {
        self.trouble.set(None);
        self.given_back.set(None);
        self.server.set(domain.clone());
        self.phase.set(Phase::Busy("asking"));
        spawn_local(async move {
            let again = self.ask_again.try_get_value().unwrap_or_default();
            let begun = begin(self.directory, &domain, home, &way, &lang, again).await;
            let (address, pending) = match begun {
                Ok(begun) => begun,
                Err(why) => return self.out(why),
            };
            let address = self.directory.config().await.address(&address);
            if way == WayBack::Paste {
                self.pending.try_set_value(Some(pending));
                let _ = self.phase.try_set(Phase::Paste(address));
            } else if pending.keep() {
                let address_here = page::address();
                let behind_path = address_here.find(['?', '#']);
                let shown = behind_path.map_or("", |start| &address_here[start..]);
                storage::set_for_tab(SHOWN, shown);
                page::leave_for(&address);
            } else {
                self.out(Trouble::of("no-storage"));
            }
        });
    }

    /// Gives up a sign-in with a code.
    pub fn cancel(self) {
        self.pending.set_value(None);
        self.trouble.set(None);
        self.phase.set(Phase::Out);
    }

    fn out(self, why: Trouble) {
        let _ = self.trouble.try_set(Some(why));
        let _ = self.phase.try_set(Phase::Out);
    }

    /// The server has sent the visitor back with this query.
    fn came_back(self, query: &str) {
        let Some(pending) = Pending::take() else {
            return self.out(Trouble::of("wrong-state"));
        };
        let server = pending.server().to_owned();
        self.home.remember_again(&server, pending.home().clone());
        self.server.set(server);
        match pending.receive(query) {
            Ok(code) => self.finish(pending, code),
            Err(why) => {
                self.ask_again.set_value(why.key == "no-code");
                self.out(why);
            }
        }
    }

    /// The visitor has pasted a code.
    pub fn paste(self, text: &str) {
        let Some(code) = Code::pasted(text) else {
            return self.trouble.set(Some(Trouble::of("bad-code")));
        };
        if let Some(pending) = self.pending.try_update_value(Option::take).flatten() {
            self.trouble.set(None);
            self.finish(pending, code);
        }
    }

    fn finish(self, pending: Pending, code: Code) {
        self.phase.set(Phase::Busy("finishing"));
        spawn_local(async move {
            match pending.finish(self.directory, code).await {
                Err(why) => self.out(why),
                Ok(session) => {
                    let phase = Phase::In(session.me.clone(), session.expected);
                    // The page may have been left meanwhile.
                    if let Some(Some(session)) = self.session.try_set_value(Some(session)) {
                        end(self.directory, &session).await;
                    }
                    let _ = self.phase.try_set(phase);
                }
            }
        });
    }

    /// Begins to follow these. What a list before has followed stays in the list.
    pub fn follow(self, targets: Vec<Target>) {
        if self.owns_plan() {
            self.change(|plan| plan.follow_also(targets));
        } else if self.plan.with_untracked(Option::is_none) {
            let plan = self.session.with_value(|session| {
                let session = session.as_ref()?;
                Some(Plan::new(session.server(), &session.me, targets))
            });
            self.plan.set(plan);
        }
        self.run();
    }

    /// Stops after the request that is on its way.
    pub fn pause(self) {
        self.change(Plan::pause);
    }

    /// Goes on.
    pub fn resume(self) {
        if self.owns_plan() {
            self.change(Plan::resume);
            self.run();
        }
    }

    /// Takes back what this list has followed.
    pub fn undo(self) {
        if self.owns_plan() {
            self.change(Plan::undo);
            self.run();
        }
    }

    /// Forgets the list; what was followed stays so.
    pub fn forget(self) {
        self.plan.set(None);
        storage::remove_for_tab(PLAN);
    }

    /// Gives the token back.
    pub fn sign_out(self) {
        self.change(Plan::pause);
        let Some(session) = self.take_session() else {
            return;
        };
        self.phase.set(Phase::Busy("leaving"));
        spawn_local(async move {
            let given_back = end(self.directory, &session).await;
            let _ = self.given_back.try_set(Some(given_back));
            let _ = self.phase.try_set(Phase::Out);
        });
    }

    fn change(self, change: impl FnOnce(&mut Plan)) {
        let text = self.plan.try_update(|plan| {
            let plan = plan.as_mut()?;
            change(plan);
            Some(plan.keep())
        });
        if let Some(text) = text.flatten() {
            storage::set_for_tab(PLAN, &text);
        }
    }

    /// One request after the other, until there is nothing to do for now.
    fn run(self) {
        if self.running.get_value() {
            return;
        }
        self.running.set_value(true);
        spawn_local(async move {
            while self.step().await {}
            let _ = self.waiting.try_set(None);
            self.running.try_set_value(false);
        });
    }

    /// Does the next thing; whether there may be another.
    async fn step(self) -> bool {
        let session = self.session.try_with_value(Option::clone).flatten();
        let Some(session) = session else {
            return false;
        };
        let mut step = None;
        self.change(|plan| {
            if plan.belongs_to(session.server(), &session.me) {
                step = Some(plan.next(&session.bearer(), clock::now()));
            }
        });
        match step {
            Some(Step::Send(request)) => {
                let _ = self.waiting.try_set(None);
                let answer = send(self.directory, &request).await;
                self.change(|plan| match &answer {
                    Ok(answer) => plan.answer(answer, clock::now()),
                    Err(_) => plan.failed(),
                });
                true
            }
            Some(Step::Wait(until, kind)) => {
                let _ = self.waiting.try_set(Some((until, kind)));
                sleep(1_000).await;
                true
            }
            Some(Step::Stopped(Stop::SignedOut)) => {
                self.out(Trouble::of("signed-out"));
                // To be sure: the server may have refused only this once.
                if let Some(session) = self.take_session() {
                    spawn_local(async move {
                        end(self.directory, &session).await;
                    });
                }
                false
            }
            _ => false,
        }
    }
}
