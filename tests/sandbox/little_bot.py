"""A bot of discord.py's own kind, as small as one gets, that shows each way of answering."""

import asyncio
import io
from typing import Any

import discord
from discord import app_commands, ui

Interaction = discord.Interaction[discord.AutoShardedClient]


class Card(ui.LayoutView):
    """A container with a text, a row of buttons and a select."""

    def __init__(self, text: str, *buttons: str, options: tuple[str, ...] = ()) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Card] = ui.Container(ui.TextDisplay(text), accent_colour=0x3366FF)
        if buttons:
            row: ui.ActionRow[Card] = ui.ActionRow()
            for label in buttons:
                row.add_item(ui.Button(label=label, custom_id=label.lower()))
            box.add_item(row)
        if options:
            choices = [discord.SelectOption(label=o, value=o.lower()) for o in options]
            menu: ui.Select[Card] = ui.Select(
                custom_id="level", placeholder="Level", options=choices
            )
            box.add_item(ui.ActionRow(menu))
        self.add_item(box)


class Team(ui.LayoutView):
    """Two selects of members: one coach or none, and up to two helpers."""

    def __init__(self, text: str, coach: list[int], helpers: list[int]) -> None:
        super().__init__(timeout=None)
        rows = (("Coach", coach, 0, 1), ("Helpers", helpers, 1, 2))
        box: ui.Container[Team] = ui.Container(ui.TextDisplay(text))
        for name, chosen, least, most in rows:
            menu: ui.UserSelect[Team] = ui.UserSelect(
                custom_id=name.lower(),
                placeholder=name,
                min_values=least,
                max_values=most,
                default_values=people(chosen),
            )
            box.add_item(ui.ActionRow(menu))
        self.add_item(box)


class Invitation(ui.Modal):
    def __init__(self) -> None:
        super().__init__(title="Invite", custom_id="invitation", timeout=None)
        menu: ui.UserSelect[Invitation] = ui.UserSelect(
            custom_id="guests",
            max_values=2,
            required=True,
            default_values=people([100000000000000103]),
        )
        self.add_item(ui.Label(text="Guests", component=menu))


def people(ids: list[int]) -> list[discord.SelectDefaultValue]:
    kind = discord.SelectDefaultValueType.user
    return [discord.SelectDefaultValue(id=each, type=kind) for each in ids]


class Form(ui.Modal):
    def __init__(self, custom_id: str = "form", value: str | None = None) -> None:
        super().__init__(title="Your words", custom_id=custom_id, timeout=None)
        field: ui.TextInput[Form] = ui.TextInput(
            custom_id="answer", style=discord.TextStyle.long, max_length=4000, default=value
        )
        self.add_item(ui.Label(text="Your answer", description="At length", component=field))


class Choices(ui.Modal):
    """The fields that only forms have."""

    def __init__(self) -> None:
        super().__init__(title="All kinds", custom_id="choices", timeout=None)
        far = [discord.RadioGroupOption(label=n, value=n.lower()) for n in ("Near", "Far")]
        days = [discord.CheckboxGroupOption(label=n, value=n.lower()) for n in ("Mon", "Tue")]
        fields: tuple[tuple[str, ui.Item[Choices]], ...] = (
            ("How far", ui.RadioGroup(custom_id="far", options=far, required=False)),
            ("When", ui.CheckboxGroup(custom_id="days", options=days, max_values=2)),
            ("Sure", ui.Checkbox(custom_id="sure")),
        )
        for label, field in fields:
            self.add_item(ui.Label(text=label, component=field))


class FileCard(ui.LayoutView):
    def __init__(self, file: discord.File) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay("Here it is"))
        self.add_item(ui.File(file))


def typed(interaction: Interaction) -> str:
    """The text of the form that was submitted."""
    data: Any = interaction.data
    return str(data["components"][0]["component"]["value"])


def chosen(interaction: Interaction) -> list[Any]:
    """What the form's fields have, in order."""
    data: Any = interaction.data
    fields = [part["component"] for part in data["components"]]
    return [field["values"] if "values" in field else field["value"] for field in fields]


def names(resolved: Any) -> str:
    """Whom the interaction describes."""
    assert resolved.get("users", {}).keys() == resolved.get("members", {}).keys()
    users = resolved.get("users", {}).values()
    return ", ".join(user["global_name"] or user["username"] for user in users) or "nobody"


class LittleBot(discord.AutoShardedClient):
    """It answers presses in `on_interaction`; `seen` collects what happened to it."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents.none(),
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.seen: list[Any] = []
        self.errors: list[discord.HTTPException] = []
        self.kept: list[Interaction] = []
        self.interactions: list[Interaction] = []
        self.made: list[discord.Thread] = []
        self.told = asyncio.Event()
        self.thinking = asyncio.Event()
        self.finish = asyncio.Event()
        for each in COMMANDS:
            self.tree.add_command(each)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits 5 s here, for Discord's sake."""

    async def on_resumed(self) -> None:
        self.seen.append("resumed")

    async def on_interaction(self, interaction: Interaction) -> None:
        self.interactions.append(interaction)
        if interaction.type is discord.InteractionType.component:
            await self._pressed(interaction, str(interaction.custom_id))
        elif interaction.type is discord.InteractionType.modal_submit:
            await self._submitted(interaction, str(interaction.custom_id))

    async def _pressed(self, interaction: Interaction, custom_id: str) -> None:
        response = interaction.response
        if custom_id == "answer":
            await response.send_modal(Form(value="draft"))
        elif custom_id == "slowly":
            await response.defer()
            await self.finish.wait()
            await interaction.edit_original_response(view=Card("Took its time", "Again"))
        elif custom_id == "silent":
            self.kept.append(interaction)
        elif custom_id == "level":
            data: Any = interaction.data
            await response.edit_message(view=Card(f"Chosen: {data['values'][0]}"))
        elif custom_id in ("coach", "helpers"):
            picked: Any = interaction.data
            coach = [*map(int, picked["values"])] if custom_id == "coach" else []
            text = f"{custom_id}: {names(picked['resolved'])}"
            await response.edit_message(view=Team(text, coach, []))
        elif custom_id in ("role", "channel"):
            found: Any = interaction.data
            objects = found["resolved"].get(f"{custom_id}s", {}).values()
            named = ", ".join(each["name"] for each in objects) or "none"
            await response.edit_message(view=Settings(f"{custom_id}: {named}"))
        elif custom_id == "gone":
            await response.defer()
            await interaction.delete_original_response()
        else:
            await response.edit_message(view=Card(f"You pressed {custom_id}", "Again", "Answer"))

    async def _submitted(self, interaction: Interaction, custom_id: str) -> None:
        if custom_id == "invitation":
            data: Any = interaction.data
            self.seen.append(names(data["resolved"]))
        if custom_id in ("choices", "invitation"):
            self.seen.append(chosen(interaction))
            await interaction.response.send_message("Noted", ephemeral=True)
            return
        self.seen.append(typed(interaction))
        if custom_id == "form" and interaction.message is not None:
            await interaction.response.edit_message(view=Card(f"You said {typed(interaction)}"))
        elif custom_id == "second":
            await self.note(interaction.response.send_modal(Form()))
        else:
            card = Card(f"You wrote {typed(interaction)}", "Again")
            await interaction.response.send_message(view=card, ephemeral=True)

    async def note(self, doing: Any) -> None:
        """Run it, and keep the error that Discord answered."""
        try:
            await doing
        except discord.HTTPException as error:
            self.errors.append(error)
        self.told.set()

    def last(self) -> Interaction:
        return self.interactions[-1]


def bot_of(interaction: Interaction) -> LittleBot:
    bot = interaction.client
    assert isinstance(bot, LittleBot)
    return bot


@app_commands.command(description="A card for you alone")
@app_commands.describe(level="How far you are", questions="How many")
@app_commands.choices(level=[app_commands.Choice(name="Fresher", value="fresher")])
async def hello(
    interaction: Interaction,
    level: str | None = None,
    questions: app_commands.Range[int, 1, 10] = 3,
) -> None:
    assert isinstance(interaction.channel, discord.TextChannel)
    who = f"{interaction.user.display_name} in {interaction.channel.name}"
    buttons = ("Again", "Answer", "Slowly", "Silent", "Gone")
    card = Card(f"Hello {who}: {level}, {questions}", *buttons, options=("Early", "Later"))
    await interaction.response.send_message(view=card, ephemeral=True)


@app_commands.command(description="A card for all")
async def public(interaction: Interaction) -> None:
    await interaction.response.send_message(view=Card("For everyone", "Again"))


@app_commands.command(description="Thinks first")
async def think(interaction: Interaction) -> None:
    bot = bot_of(interaction)
    await interaction.response.defer(ephemeral=True)
    bot.thinking.set()
    await bot.finish.wait()
    await interaction.followup.send(view=Card("Thought"), ephemeral=True)


@app_commands.command(description="Answers twice")
async def twice(interaction: Interaction) -> None:
    bot = bot_of(interaction)
    await interaction.response.send_message("first", ephemeral=True)
    interaction.response._response_type = None
    await bot.note(interaction.response.send_message("second", ephemeral=True))


@app_commands.command(description="A form at once")
async def form(interaction: Interaction, custom_id: str = "form") -> None:
    await interaction.response.send_modal(Form(custom_id))


@app_commands.command(description="A file")
async def export(interaction: Interaction) -> None:
    file = discord.File(io.BytesIO(b"day,points\n"), "my points.csv", description="All of it")
    file.filename = "points.csv"
    await interaction.response.send_message(view=FileCard(file), file=file, ephemeral=True)


@app_commands.command(description="Says nothing")
async def silent(interaction: Interaction) -> None:
    bot_of(interaction).kept.append(interaction)


@app_commands.command(description="Finds a topic")
async def find(interaction: Interaction, topic: str) -> None:
    await interaction.response.send_message(f"Topic {topic}", ephemeral=True)


@find.autocomplete("topic")
async def topics(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
    known = ("Routing", "Testing")
    return [
        app_commands.Choice(name=name, value=name.lower())
        for name in known
        if name.lower().startswith(current)
    ]


@app_commands.command(description="A form of choices")
async def choose(interaction: Interaction) -> None:
    await interaction.response.send_modal(Choices())


@app_commands.command(description="Who helps you")
async def team(interaction: Interaction) -> None:
    await interaction.response.send_message(view=Team("Your team", [], []), ephemeral=True)


@app_commands.command(description="A form that asks for members")
async def invite(interaction: Interaction) -> None:
    await interaction.response.send_modal(Invitation())


@app_commands.command(description="A thread for you, or for all")
async def thread(interaction: Interaction, name: str, public: bool = False) -> None:
    bot = bot_of(interaction)
    assert isinstance(interaction.channel, discord.TextChannel)
    kind = discord.ChannelType.public_thread if public else discord.ChannelType.private_thread
    await interaction.response.defer(ephemeral=True)
    try:
        made = await interaction.channel.create_thread(name=name, type=kind, invitable=False)
    except discord.HTTPException as error:
        bot.errors.append(error)
        await interaction.followup.send(view=Card("No thread"), ephemeral=True)
        return
    bot.made.append(made)
    await made.add_user(interaction.user)
    await made.send(view=Card(f"In {made.name}", "Again", "Answer"))
    await interaction.followup.send(view=Card(f"See {made.mention}"), ephemeral=True)


@app_commands.command(description="Where you are")
async def where(interaction: Interaction) -> None:
    place = interaction.channel
    assert isinstance(place, discord.Thread | discord.TextChannel)
    parent = place.parent_id if isinstance(place, discord.Thread) else None
    text = f"{place.type.name} {place.name} in {parent}"
    await interaction.response.send_message(view=Card(text), ephemeral=True)


class TextPlace(app_commands.Transformer):
    """A text channel as the command tells of it; the library would look for it in its cache."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return [discord.ChannelType.text]

    async def transform(self, interaction: discord.Interaction[Any], value: Any) -> Any:
        return value


@app_commands.default_permissions(manage_guild=True)
class Manage(app_commands.Group):
    banks = app_commands.Group(name="banks", description="Questions of your own")

    @app_commands.command(description="Where the question goes")
    async def daily(
        self,
        interaction: Interaction,
        channel: app_commands.Transform[app_commands.AppCommandChannel, TextPlace],
        time: str = "09:00",
        role: discord.Role | None = None,
    ) -> None:
        text = f"Posting to {channel.name} at {time} for {role and role.name}"
        await interaction.response.send_message(text, ephemeral=True)

    @banks.command(description="Take one in")
    async def add(self, interaction: Interaction, topic: str) -> None:
        await interaction.response.send_message(f"Added {topic}", ephemeral=True)

    @add.autocomplete("topic")
    async def known(self, _: Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current.title()}s", value=current)]


class Settings(ui.LayoutView):
    """A role or none, and a text channel."""

    def __init__(self, text: str) -> None:
        super().__init__(timeout=None)
        role: ui.RoleSelect[Settings] = ui.RoleSelect(
            custom_id="role", placeholder="Role", min_values=0
        )
        channel: ui.ChannelSelect[Settings] = ui.ChannelSelect(
            custom_id="channel", placeholder="Channel", channel_types=[discord.ChannelType.text]
        )
        rows = [ui.ActionRow[Settings](each) for each in (role, channel)]
        self.add_item(ui.Container(ui.TextDisplay(text), *rows))


@app_commands.command(description="What is settled")
async def settings(interaction: Interaction) -> None:
    await interaction.response.send_message(view=Settings("Nothing yet"), ephemeral=True)


COMMANDS: tuple[Any, ...] = (
    *(hello, public, think, twice, form, export, silent, find),
    *(choose, team, invite, thread, where, settings),
    Manage(name="manage", description="For managers"),
)
