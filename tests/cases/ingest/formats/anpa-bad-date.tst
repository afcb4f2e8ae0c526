W2607_world
r a BC-NORLAND--Flood    01-12 1693
^BC-NORLAND--Flood,17<
^River rises<
	   The river rose.
	   AP-WF-13-45-31 0600GMT<


