// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports: the text buffer, JSON as JSON has it, and the form for people. What is
 * expected is written out in full.
 */
#include <mmsim/emit.h>

#include "fixture.h"

static int emit_init(struct kunit *test)
{
	struct mmsim_out *out = kunit_kzalloc(test, sizeof(*out), GFP_KERNEL);

	if (!out)
		return -ENOMEM;
	mmsim_out_init(out);
	test->priv = out;
	return 0;
}

static void emit_exit(struct kunit *test)
{
	if (test->priv)
		mmsim_out_free(test->priv);
}

static void emit_out(struct kunit *test)
{
	struct mmsim_out *out = test->priv;
	unsigned int i;

	KUNIT_EXPECT_NULL(test, out->buf);
	mmsim_out_puts(out, "a");
	mmsim_out_append(out, "bcd", 2);
	mmsim_out_pad(out, 2);
	mmsim_out_printf(out, "%d%s", 17, "!");
	KUNIT_EXPECT_STREQ(test, out->buf, "abc  17!");
	KUNIT_EXPECT_EQ(test, out->len, strlen("abc  17!"));
	mmsim_out_free(out);
	KUNIT_EXPECT_EQ(test, out->len, 0UL);

	/* Over every size the buffer can have on the way. */
	for (i = 0; i < 3000; i++)
		mmsim_out_printf(out, "%07u", i);
	KUNIT_EXPECT_EQ(test, out->len, 21000UL);
	KUNIT_EXPECT_EQ(test, strlen(out->buf), 21000UL);
	KUNIT_EXPECT_EQ(test, strncmp(out->buf, "000000000000010000002", 21), 0);
	KUNIT_EXPECT_STREQ(test, out->buf + 21000 - 14, "00029980002999");
	KUNIT_EXPECT_EQ(test, out->error, 0);
}

/* One print longer than anything there is room for. */
static void emit_out_long_print(struct kunit *test)
{
	struct mmsim_out *out = test->priv;
	char *text = kunit_kzalloc(test, 5001, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	memset(text, 'x', 5000);
	mmsim_out_printf(out, "<%s>", text);
	KUNIT_EXPECT_EQ(test, out->len, 5002UL);
	KUNIT_EXPECT_EQ(test, out->buf[0], '<');
	KUNIT_EXPECT_EQ(test, out->buf[5000], 'x');
	KUNIT_EXPECT_EQ(test, out->buf[5001], '>');
	KUNIT_EXPECT_EQ(test, out->buf[5002], '\0');
}

static void emit_json_strings(struct kunit *test)
{
	static const struct {
		const char *text;
		const char *json;
	} table[] = {
		{ NULL, "null" },
		{ "", "\"\"" },
		{ "plain", "\"plain\"" },
		{ "a\"b\\c", "\"a\\\"b\\\\c\"" },
		{ "\n\t\x01\x1f", "\"\\u000a\\u0009\\u0001\\u001f\"" },
		{ "/ \x7f \xc3\xa4", "\"/ \x7f \xc3\xa4\"" },
		{ "\"", "\"\\\"\"" },
	};
	struct mmsim_out *out = test->priv;
	int i;

	for (i = 0; i < ARRAY_SIZE(table); i++) {
		mmsim_out_json_string(out, table[i].text);
		KUNIT_EXPECT_STREQ(test, out->buf, table[i].json);
		mmsim_out_free(out);
	}
}

/* Something of everything. */
static void describe(struct mmsim_out *out, enum mmsim_emit_form form,
		     const struct mmsim_hist *h)
{
	struct mmsim_emit e;

	mmsim_emit_init(&e, out, form);
	mmsim_emit_object(&e, NULL);
	mmsim_emit_string(&e, "name", "a \"run\"");
	mmsim_emit_string(&e, "accel", NULL);
	mmsim_emit_u64(&e, "largest", U64_MAX);
	mmsim_emit_s64(&e, "smallest", S64_MIN);
	mmsim_emit_bool(&e, "consistent", true);
	mmsim_emit_known(&e, "wait_ns", false, 5);
	mmsim_emit_known(&e, "hold_ns", true, 5);
	mmsim_emit_object(&e, "counters");
	mmsim_emit_nonzero(&e, "some", 3);
	mmsim_emit_nonzero(&e, "none", 0);
	mmsim_emit_object_end(&e);
	mmsim_emit_object(&e, "empty");
	mmsim_emit_object_end(&e);
	mmsim_emit_array(&e, "warnings");
	mmsim_emit_string(&e, NULL, "first");
	mmsim_emit_string(&e, NULL, "second");
	mmsim_emit_array_end(&e);
	mmsim_emit_array(&e, "ops");
	mmsim_emit_u64(&e, NULL, 1);
	mmsim_emit_u64(&e, NULL, 2);
	mmsim_emit_array_end(&e);
	mmsim_emit_hist(&e, "hist", h, true);
	mmsim_emit_hist(&e, "unmeasured", NULL, false);
	mmsim_emit_table(&e, "latency", "operation");
	mmsim_emit_object(&e, "fault");
	mmsim_emit_u64(&e, "count", 7);
	mmsim_emit_null(&e, "p50_ns");
	mmsim_emit_object_end(&e);
	mmsim_emit_object(&e, "munmap");
	mmsim_emit_u64(&e, "count", 12);
	mmsim_emit_u64(&e, "p50_ns", 345);
	mmsim_emit_object_end(&e);
	mmsim_emit_table_end(&e);
	mmsim_emit_object_end(&e);
	mmsim_emit_finish(&e);
}

static struct mmsim_hist *make_hist(struct kunit *test)
{
	struct mmsim_hist *h = kunit_kzalloc(test, sizeof(*h), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, h);
	mmsim_hist_record(h, 3);
	mmsim_hist_record(h, 3);
	mmsim_hist_record(h, 1000);
	return h;
}

static void emit_json(struct kunit *test)
{
	static const char *const want[] = {
		"{\"name\":\"a \\\"run\\\"\",\"accel\":null,",
		"\"largest\":18446744073709551615,\"smallest\":-9223372036854775808,",
		"\"consistent\":true,\"wait_ns\":null,\"hold_ns\":5,",
		"\"counters\":{\"some\":3,\"none\":0},\"empty\":{},",
		"\"warnings\":[\"first\",\"second\"],\"ops\":[1,2],",
		"\"hist\":[[3,2],[1023,1]],\"unmeasured\":null,",
		"\"latency\":{\"fault\":{\"count\":7,\"p50_ns\":null},",
		"\"munmap\":{\"count\":12,\"p50_ns\":345}}}\n",
	};
	struct mmsim_out *out = test->priv;
	const char *at;
	int i;

	describe(out, MMSIM_EMIT_JSON, make_hist(test));
	at = out->buf;
	for (i = 0; i < ARRAY_SIZE(want); i++) {
		KUNIT_ASSERT_EQ_MSG(test, strncmp(at, want[i], strlen(want[i])), 0,
				    "'%s' does not begin with '%s'", at, want[i]);
		at += strlen(want[i]);
	}
	KUNIT_EXPECT_STREQ(test, at, "");
	KUNIT_EXPECT_EQ(test, out->error, 0);
}

/* For people: what is nothing is left out, numbers stand below each other. */
static void emit_text(struct kunit *test)
{
	static const char want[] =
		"name: a \"run\"\n"
		"accel: -\n"
		"largest: 18446744073709551615\n"
		"smallest: -9223372036854775808\n"
		"consistent: yes\n"
		"wait_ns: -\n"
		"hold_ns: 5\n"
		"counters:\n"
		"  some: 3\n"
		"warnings:\n"
		"  first\n"
		"  second\n"
		"ops: 1 2\n"
		"latency:\n"
		"  operation         count      p50_ns\n"
		"  fault                 7           -\n"
		"  munmap               12         345\n";
	struct mmsim_out *out = test->priv;

	describe(out, MMSIM_EMIT_TEXT, make_hist(test));
	KUNIT_EXPECT_STREQ(test, out->buf, want);
	KUNIT_EXPECT_EQ(test, out->error, 0);
}

static struct kunit_case emit_cases[] = {
	KUNIT_CASE(emit_out),
	KUNIT_CASE(emit_out_long_print),
	KUNIT_CASE(emit_json_strings),
	KUNIT_CASE(emit_json),
	KUNIT_CASE(emit_text),
	{}
};

struct kunit_suite mmsim_emit_suite = {
	.name = "mmsim_emit",
	.init = emit_init,
	.exit = emit_exit,
	.test_cases = emit_cases,
};
