//! The conversation with the page around the frame.

use crate::embed::looks;
use crate::embed::options::Options;
use crate::embed::protocol::{HIGHEST, Inward, Link, Outward};
use crate::platform::frame;
use crate::quiz::State;
use leptos::prelude::*;

/// The conversation; everything in it is shared.
#[derive(Debug, Clone, Copy)]
pub struct Talk {
    link: StoredValue<Link>,
    /// What is so now, for a page that asks later.
    height: StoredValue<Option<u32>>,
    step: StoredValue<Option<Outward>>,
    problem: StoredValue<Option<Outward>>,
    shares: bool,
}

impl Talk {
    /// Listens from now on.
    #[must_use]
    pub fn start(options: &Options) -> Self {
        let talk = Self {
            link: StoredValue::new(Link::new(options.id.clone())),
            height: StoredValue::new(None),
            step: StoredValue::new(None),
            problem: StoredValue::new(None),
            shares: options.shares,
        };
        frame::listen(move |parent, origin, field| {
            let heard = talk
                .link
                .try_update_value(|link| link.hear(parent, origin, field))
                .flatten();
            match heard {
                Some(Inward::Init) => talk.tell_all(),
                Some(Inward::Config { theme, accent }) => {
                    theme.into_iter().for_each(looks::theme);
                    accent.into_iter().for_each(looks::accent);
                }
                None => {}
            }
        });
        frame::on_sign_up(move |domain| talk.say(Outward::Select(domain)));
        talk
    }

    /// Says that the picker works, and from now on how high it is.
    pub fn greet(self) {
        self.send(&Outward::Ready);
        frame::watch_height(move |height| {
            if self.height.get_value() != Some(height) {
                self.say(Outward::Resize(height));
            }
        });
    }

    /// Says something, and remembers it if it stays so. Before the page has
    /// spoken nobody is there to hear it.
    pub fn say(self, message: Outward) {
        if self.link.with_value(Link::is_open) {
            self.send(&message);
        }
        match message {
            Outward::Resize(height) => self.height.set_value(Some(height)),
            Outward::Step { .. } | Outward::Results { .. } => self.step.set_value(Some(message)),
            Outward::Error(_) => self.problem.set_value(Some(message)),
            Outward::Ready | Outward::Select(_) => {}
        }
        self.fit();
    }

    /// The answers as a query, if the host asked for them.
    #[must_use]
    pub fn shared(self, state: &State) -> Option<String> {
        self.shares.then(|| state.answers.to_query())
    }

    fn tell_all(self) {
        self.send(&Outward::Ready);
        self.fit();
        if let Some(height) = self.height.get_value() {
            self.send(&Outward::Resize(height));
        }
        let then = [self.step.get_value(), self.problem.get_value()];
        then.iter().flatten().for_each(|message| self.send(message));
    }

    fn send(self, message: &Outward) {
        let (kind, fields) = message.fields();
        self.link.with_value(|link| {
            frame::post(link.id.as_deref(), kind, &fields, link.target());
        });
    }

    /// Once the page follows our height, a scroll bar would only flicker; what
    /// is higher than it goes has to be scrolled.
    fn fit(self) {
        let fits = self
            .height
            .get_value()
            .is_none_or(|height| height <= HIGHEST);
        let follows = self.link.with_value(Link::is_open) && fits;
        frame::mark("data-fits", follows.then_some(""));
    }
}
