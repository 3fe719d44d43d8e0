(** * T4, both gain: monitoring and a contract together, in the model of n samples

    In words.  Take any effort eta whose first-best payoff lies above the flat wage's.  From some
    number of samples on a contract leaves the company strictly above the flat wage and, for every
    small rent r, one does so and leaves the annotator r above its outside option:

    - [monitoring_and_contract_gain]: with a contract whose premium is of order 1/n, as T6's linear
      pay has where it stays within the limits on pay ([T7_Limit.linear_attains]) or cut off at
      them ([T6_LimitedLiability.liable_upper]);
    - [monitoring_and_bonus_gain]: with a binary contract, a bonus on at least m agreements, m whole;
      [monitoring_and_bonus_gain_bounded]: the same where only some utilities may be paid, as with
      constant absolute risk aversion.

    Source.  This project; the claim is from Liu, Wang, Ma, Li, arXiv:2502.06387.

    Assumed.  As in those files. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature BestReply TwoPointPay CountDeviation.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T4_Complementarity T6_LinearRate T7_Limit T7_LimitInstances.
From FirstBest Require T5_BinaryRate T5_Binomial T5_BinomialLimit T5_BoundedUtility.
Open Scope R_scope.

(** ** Contracts in general *)

Section Together.
  Variables (q c V : R -> R) (eta d c1 U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R).
  Hypothesis Heta : 0 < eta < 1.
  Hypothesis Hq : is_derive q eta d.
  Hypothesis Hd : 0 < d.
  Hypothesis Pq : probability (q eta).
  Hypothesis Hc : is_derive c eta c1.
  Hypothesis Hc1 : 0 <= c1.
  Hypothesis Sm : smooth_wage pay h h1 h2.
  Hypothesis Hu : pay (U0 + c eta).
  (** Some contract comes close to the premium K/n: [linear_attains], [liable_upper]. *)
  Hypothesis Close : forall k, h2 (U0 + c eta) < k -> attainable q c eta d c1 U0 pay h k.
  Hypothesis Worth : V 0 - h U0 < V eta - h (U0 + c eta).

  (** No utility that may be paid is the largest. *)
  Hypothesis Open : forall x, pay x -> exists g, 0 < g /\ pay (x + g).

  Lemma signals_complete s : In s (signals (length s)).
  Proof.
    induction s as [|[] s IH]; [left; reflexivity| |]; cbn [length signals]; apply in_or_app;
      [left|right]; apply in_map, IH.
  Qed.

  (** Finitely many utilities can be raised together. *)
  Lemma raised_paid (v : list bool -> R) l : interval pay -> (forall s, In s l -> pay (v s)) ->
    exists g, 0 < g /\ forall s r, In s l -> 0 <= r < g -> pay (v s + r).
  Proof.
    intros Hi; induction l as [|a l IH]; intros Py; [exists 1; split; [lra|contradiction]|].
    destruct (IH (fun s H => Py s (or_intror H))) as [g [g0 G]].
    destruct (Open (v a) (Py a (or_introl eq_refl))) as [g' [g'0 G']].
    exists (Rmin g g'); split; [apply Rmin_glb_lt; assumption|].
    intros s r [<-|S] Hr; pose proof (Rmin_l g g'); pose proof (Rmin_r g g').
    - apply (Hi (v a) (v a + r) (v a + g')); [apply Py; left; reflexivity|exact G'|lra].
    - apply G; [exact S|lra].
  Qed.

  Theorem monitoring_and_contract_gain : exists N, forall n, (N <= n)%nat ->
    exists most, 0 < most /\ forall r, 0 < r < most -> exists w : list bool -> R,
      (forall s, length s = n -> pay (w s)) /\ Model.implements q c n w eta /\ U0 + r <= expect (q eta) n w - c eta /\
      V 0 - h U0 < V eta - expect (q eta) n (fun s => h (w s)).
  Proof.
    destruct Sm as [Hi D1 D2 Cv _ _].
    pose proof (information_pos (q eta) d Pq ltac:(lra)) as I0.
    set (k := h2 (U0 + c eta) + 1).
    assert (k0 : 0 < k) by (pose proof (Cv _ Hu); unfold k; lra).
    destruct (Close k ltac:(unfold k; lra)) as [C [Cp Up]].
    set (room := V eta - h (U0 + c eta) - (V 0 - h U0)).
    set (cost := k * (c1 * c1) / (2 * information (q eta) d) + C).
    assert (cost0 : 0 <= cost).
    { unfold cost; apply Rplus_le_le_0_compat; [|exact Cp].
      apply Rdiv_le_0_compat; [apply Rmult_le_pos; [lra|apply Rle_0_sqr]|lra]. }
    assert (room0 : 0 < room) by (unfold room; lra).
    destruct (Lib.Eventually.eventually_and _ _ (Lib.Eventually.eventually_ge (1 + (cost + 1) / room)) Up) as [N HN'].
    exists N; intros n Hn; destruct (HN' n Hn) as [HN [v [[Py [Im Pa]] Cost]]].
    assert (Z : 0 <= (cost + 1) / room) by (apply Rdiv_le_0_compat; lra).
    assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
    pose proof (lt_0_INR n n0) as N0.
    (* what it costs above the first best is less than the room *)
    assert (Less : cost / INR n < room).
    { apply Rmult_lt_reg_r with (INR n); [exact N0|].
      replace (cost / INR n * INR n) with cost by (field; lra).
      assert ((cost + 1) / room * room <= INR n * room) by (apply Rmult_le_compat_r; lra).
      replace ((cost + 1) / room * room) with (cost + 1) in H by (field; lra); lra. }
    assert (C / (INR n * INR n) <= C / INR n).
    { apply Rmult_le_compat_l; [exact Cp|]; apply Rinv_le_contravar; nra. }
    replace (k * (c1 * c1) / (2 * (INR n * information (q eta) d)))
      with (k * (c1 * c1) / (2 * information (q eta) d) / INR n) in Cost by (field; lra).
    replace (cost / INR n) with (k * (c1 * c1) / (2 * information (q eta) d) / INR n + C / INR n) in Less
      by (unfold cost; field; lra).
    destruct (both_gain (list bool) (signals n) (fun e => prob (q e)) (fun e _ => expect_const (q e) n 1)
      c V h U0 v eta) as [most [M0 M]].
    - split; [lra|]; intros e He; apply (Im e He).
    - exact Pa.
    - change (V 0 - h U0 < V eta - expect (q eta) n (fun s => h (v s))); unfold room in Less; lra.
    - intros s Hs; apply (ex_derive_continuous (V := R_NormedModule)); exists (h1 (v s)).
      apply D1, Py, signals_length, Hs.
    - destruct (raised_paid v (signals n) Hi (fun s H => Py s (signals_length n s H))) as [g [g0 G]].
      pose proof (Rmin_l most g) as L1; pose proof (Rmin_r most g) as L2.
      exists (Rmin most g); split; [apply Rmin_glb_lt; assumption|]; intros r Hr.
      destruct (M r ltac:(lra)) as [w [Ew [[_ W1] [W2 W3]]]].
      exists w; split; [|split; [exact W1|split; [exact W2|exact W3]]].
      intros s Hs; rewrite Ew; apply G; [rewrite <- Hs; apply signals_complete|lra].
  Qed.
End Together.

(** ** Binary contracts *)

(** A contract that beats the flat wage beats it by more than some rent costs, if raising both payments by up to g
    costs no more than in proportion. *)
Lemma raised_bonus umin U0 (h q c V : R -> R) eta n phi base b g : 0 < g ->
  0 <= T5_Binomial.count_fail q n phi eta <= 1 -> T5_Binomial.binary_implements umin U0 q c n phi base b eta ->
  (forall x, x = base + b \/ x = base -> h x <= h (x + g) /\
    forall r, 0 <= r <= g -> h (x + r) <= h x + r / g * (h (x + g) - h x)) ->
  V 0 - h U0 < V eta - T5_BinaryRate.wage h (T5_Binomial.count_fail q n phi) base b eta ->
  exists most, 0 < most <= g /\ forall r, 0 < r < most ->
    T5_Binomial.binary_implements umin U0 q c n phi (base + r) b eta /\
    U0 + r <= base + r + b * (1 - T5_Binomial.count_fail q n phi eta) - c eta /\
    V 0 - h U0 < V eta - T5_BinaryRate.wage h (T5_Binomial.count_fail q n phi) (base + r) b eta.
Proof.
  unfold T5_BinaryRate.wage; intros G F [Best Part Pb Lb] Chord Beat.
  set (f := T5_Binomial.count_fail q n phi eta) in *.
  destruct (Chord (base + b) (or_introl eq_refl)) as [R1 C1]; destruct (Chord base (or_intror eq_refl)) as [R0 C0].
  set (rise := (1 - f) * (h (base + b + g) - h (base + b)) + f * (h (base + g) - h base)).
  assert (rise0 : 0 <= rise) by (unfold rise; apply Rplus_le_le_0_compat; apply Rmult_le_pos; lra).
  set (room := V eta - ((1 - f) * h (base + b) + f * h base) - (V 0 - h U0)).
  assert (room0 : 0 < room) by (unfold room; lra).
  exists (Rmin g (g * room / (rise + 1))); split.
  { split; [|apply Rmin_l]; apply Rmin_glb_lt; [exact G|]; apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat|]; lra. }
  intros r [r0 r1]; pose proof (Rmin_l g (g * room / (rise + 1))); pose proof (Rmin_r g (g * room / (rise + 1))).
  assert (Less : r / g * rise < room).
  { assert (S : r * (rise + 1) < g * room).
    { apply Rmult_lt_reg_r with (/ (rise + 1)); [apply Rinv_0_lt_compat; lra|].
      rewrite Rmult_assoc, Rinv_r, Rmult_1_r by lra; unfold Rdiv in *; lra. }
    apply Rmult_lt_reg_l with g; [exact G|].
    replace (g * (r / g * rise)) with (r * rise) by (field; lra); lra. }
  split; [|split].
  - split; fold f; try lra; intros a Ha; specialize (Best a Ha); fold f in Best; lra.
  - lra.
  - specialize (C1 r ltac:(lra)); specialize (C0 r ltac:(lra)).
    replace (base + b + r) with (base + r + b) in C1 by ring.
    apply Rmult_le_compat_l with (r := 1 - f) in C1; [|lra].
    apply Rmult_le_compat_l with (r := f) in C0; [|lra].
    assert (E : (1 - f) * (h (base + b) + r / g * (h (base + b + g) - h (base + b))) +
      f * (h base + r / g * (h (base + g) - h base)) = (1 - f) * h (base + b) + f * h base + r / g * rise)
      by (unfold rise; ring).
    unfold room in Less; lra.
Qed.

Section Bonus.
  Variables (umin U0 : R) (h h1 q q1 c c1 V : R -> R) (eta : R).
  Hypothesis HU0 : umin < U0.
  Hypothesis Q01 : forall a, 0 <= a <= 1 -> 0 <= q a <= 1.
  Hypothesis Hcpos : forall a, 0 <= a <= 1 -> 0 <= c a.
  Hypothesis Conv : convex_in_agreement q c.
  Hypothesis Int : T5_Binomial.interior U0 h h1 q q1 c c1 eta.
  Hypothesis Worth : V 0 - h U0 < V eta - h (U0 + c eta).

  (** The company's payoff from the bonus [b] on at least m agreements, and the annotator's. *)
  Notation fail n m := (T5_Binomial.count_fail q n (below m)).
  Notation company n m base b := (V eta - T5_BinaryRate.wage h (fail n m) base b eta).
  Notation implementing n m base b := (T5_Binomial.binary_implements umin U0 q c n (below m) base b eta).

  Lemma fails_sometimes n m : 0 <= fail n m eta <= 1.
  Proof.
    destruct (T5_Binomial.effort_interior _ _ _ _ _ _ _ eta Int).
    apply mean_range; [apply Q01; lra|intros k; apply below_range].
  Qed.

  Let K : R := T5_Binomial.binomial_constant U0 h h1 q q1 c c1 eta.
  Let room : R := V eta - h (U0 + c eta) - (V 0 - h U0).

  Lemma premium_small : Eventually.eventually (fun n =>
    0 < Eventually.root_n_log_n n /\ (K + 1) / Eventually.root_n_log_n n <= room / 2).
  Proof.
    pose proof (T5_Binomial.constant_pos U0 h h1 q q1 c c1 eta Int) as K0; fold K in K0.
    apply Eventually.eventually_below; unfold room; lra.
  Qed.

  Theorem monitoring_and_bonus_gain : convex_from umin h -> nondecreasing_from umin h ->
    Eventually.eventually (fun n => exists most, 0 < most /\ forall r, 0 < r < most -> exists m base b,
      implementing n m base b /\ U0 + r <= base + b * (1 - fail n m eta) - c eta /\
      V 0 - h U0 < company n m base b).
  Proof.
    intros Hconv Hincr.
    apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _ premium_small
      (T5_BinomialLimit.deterministic_upper_near umin U0 h h1 q q1 c c1 Hconv HU0 Q01 Hcpos Conv eta Int 1 ltac:(lra))).
    intros n [[Rn Small] [m [base [b [Im Pr]]]]]; fold K in Pr.
    destruct (raised_bonus umin U0 h q c V eta n (below m) base b 1) as [most [[M0 _] M]]; try assumption; try lra.
    - apply fails_sometimes.
    - assert (Ch : forall x, umin <= x -> h x <= h (x + 1) /\
        forall r, 0 <= r <= 1 -> h (x + r) <= h x + r / 1 * (h (x + 1) - h x)).
      { intros x X; split; [apply Hincr; lra|]; intros r Hr; pose proof (Hconv x (x + 1) r X ltac:(lra) Hr) as C.
        replace ((1 - r) * x + r * (x + 1)) with (x + r) in C by ring.
        replace (r / 1) with r by field; lra. }
      destruct Im as [_ _ Pb Lb]; intros x [-> | ->]; apply Ch; lra.
    - unfold T5_Binomial.binary_premium, T5_Binomial.utility in Pr; unfold room in *; lra.
    - exists most; split; [exact M0|]; intros r Hr; exists m, (base + r), b; apply M, Hr.
  Qed.

  (** Only the utilities [pay] may be paid, some of them above the first best's. *)
  Theorem monitoring_and_bonus_gain_bounded (pay : R -> Prop) h2 top : smooth_wage pay h h1 h2 -> pay umin ->
    (forall x, pay x -> 0 < h1 x) -> pay top -> U0 + c eta < top -> c 0 = 0 ->
    Eventually.eventually (fun n => exists most, 0 < most /\ forall r, 0 < r < most -> exists m base b,
      implementing n m base b /\ pay base /\ pay (base + b) /\
      U0 + r <= base + b * (1 - fail n m eta) - c eta /\ V 0 - h U0 < company n m base b).
  Proof.
    intros Sm Pmin Rise Ptop Htop Hc0.
    pose proof (T5_Binomial.cost_positive _ _ _ _ _ _ _ eta Int) as C0.
    set (g := (top - (U0 + c eta)) / 2); assert (G : 0 < g) by (unfold g; lra).
    set (mid := U0 + c eta + g); assert (Mt : mid + g = top) by (unfold mid, g; field).
    assert (Py : forall x, umin <= x <= top -> pay x).
    { intros x X; apply (wage_interval _ _ _ _ Sm umin x top); assumption. }
    assert (Pmid : pay mid) by (apply Py; unfold mid, g; lra).
    apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _ premium_small
      (T5_BoundedUtility.bounded_upper pay umin mid U0 h h1 h2 q q1 c c1 eta Sm Pmin Rise Pmid ltac:(unfold mid; lra)
        Hc0 HU0 Q01 Int Hcpos Conv 1 ltac:(lra))).
    intros n [[Rn Small] [_ [m [base [b [Im [End Pr]]]]]]]; fold K in Pr.
    pose proof Im as [_ _ Pb Lb].
    destruct (raised_bonus umin U0 h q c V eta n (below m) base b g) as [most [[M0 Mg] M]]; try assumption.
    - apply fails_sometimes.
    - assert (Ch : forall x, umin <= x <= mid -> h x <= h (x + g) /\
        forall r, 0 <= r <= g -> h (x + r) <= h x + r / g * (h (x + g) - h x)).
      { intros x X; pose proof (Py x ltac:(lra)) as P1; pose proof (Py (x + g) ltac:(lra)) as P2; split.
        - pose proof (T5_BoundedUtility.wage_tangent pay h h1 h2 Sm x (x + g) P1 P2) as T; pose proof (Rise x P1) as R1.
          assert (0 <= h1 x * (x + g - x)) by (apply Rmult_le_pos; lra); lra.
        - intros r Hr.
          assert (T : 0 <= r / g <= 1).
          { split; [apply Rdiv_le_0_compat; lra|]; apply Rmult_le_reg_r with g; [exact G|].
            replace (r / g * g) with r by (field; lra); lra. }
          pose proof (T5_BoundedUtility.wage_chord pay h h1 h2 Sm x (x + g) (r / g) P1 P2 T) as C.
          replace ((1 - r / g) * x + r / g * (x + g)) with (x + r) in C by (field; lra).
          assert ((1 - r / g) * h x + r / g * h (x + g) = h x + r / g * (h (x + g) - h x)) by ring; lra. }
      intros x [-> | ->]; apply Ch; lra.
    - unfold T5_Binomial.binary_premium, T5_Binomial.utility in Pr; unfold room in *; lra.
    - exists most; split; [exact M0|]; intros r Hr; exists m, (base + r), b; destruct (M r Hr) as [I [A B]].
      split; [exact I|split; [apply Py; lra|split; [apply Py; lra|split; [exact A|exact B]]]].
  Qed.
End Bonus.
